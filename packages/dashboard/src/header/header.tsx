import { useDeck } from "../deck-context.ts";
import type { Overlay } from "../keys/use-shortcuts.ts";
import { ConnectionStatus } from "./connection-status.tsx";
import styles from "./header.module.css";
import { PageMenu } from "./page-menu.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { Wordmark } from "./wordmark.tsx";

export function Header({ onOpen }: { onOpen: (overlay: Overlay) => void }) {
  const { app, balance, sticky, readOnly, stopping } = useDeck((deck) => deck.fleet);
  const node = useDeck((deck) => deck.supervisor.node);

  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <h1>
          <Wordmark />
        </h1>
        <div className={styles.right}>
          <ConnectionStatus />
          <PaletteButton onOpen={() => onOpen("palette")} />
          <ThemeMenu />
          <PageMenu onHelp={() => onOpen("help")} />
        </div>
      </div>
      <div className={styles.chips}>
        <span className={styles.chip} title={app.entry}>
          <b>{app.name}</b>
          {app.ports.length > 0 && <span>{app.ports.map((port) => `:${port}`).join(" ")}</span>}
          <span>node {node.replace(/^v/, "")}</span>
        </span>
        <span className={styles.chip} title="How connections reach the workers">
          <span>balance</span>
          <b>{balance}</b>
          {sticky !== null && <span>sticky by {sticky}</span>}
        </span>
        {readOnly && (
          <span className={styles.chip} data-tone="warn" title="Started with --read-only">
            Read-only
          </span>
        )}
        {stopping && (
          <span className={styles.chip} data-tone="bad" title="It drains its workers and ends">
            Stopping
          </span>
        )}
      </div>
    </header>
  );
}
