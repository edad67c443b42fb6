import type { ReloadView } from "@clusterdeck/shared";
import { useDeck } from "../deck-context.ts";
import { Button } from "../ui/button.tsx";
import { ConnectionStatus } from "./connection-status.tsx";
import styles from "./header.module.css";
import { ThemeToggle } from "./theme-toggle.tsx";
import { Wordmark } from "./wordmark.tsx";

export function Header({ onHelp }: { onHelp: () => void }) {
  const { app, balance, sticky, readOnly, stopping, reload } = useDeck((deck) => deck.fleet);
  const node = useDeck((deck) => deck.supervisor.node);

  return (
    <header className={styles.header}>
      <h1>
        <Wordmark />
      </h1>
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
        {reload !== null && <ReloadProgress reload={reload} />}
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
      <div className={styles.right}>
        <ConnectionStatus />
        <Button
          size="square"
          variant="ghost"
          aria-label="Help and keys"
          title="Help (?)"
          onClick={onHelp}
        >
          ?
        </Button>
        <ThemeToggle />
      </div>
    </header>
  );
}

function ReloadProgress({ reload }: { reload: ReloadView }) {
  return (
    <span className={styles.chip} data-tone="accent">
      <progress
        className={styles.progress}
        aria-label="Reload"
        value={reload.done}
        max={Math.max(1, reload.total)}
      />
      <b>
        Reload {reload.done} of {reload.total}
      </b>
      <span>{reload.phase}</span>
    </span>
  );
}
