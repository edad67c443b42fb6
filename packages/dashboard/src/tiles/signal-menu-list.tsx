import type { CommandSignal } from "@clusterdeck/shared";
import * as Menu from "@radix-ui/react-dropdown-menu";
import { SIGNAL_MEANINGS } from "../commands/signals.ts";
import styles from "./signal-menu.module.css";
import { SignalTrigger } from "./signal-trigger.tsx";

export interface SignalMenuProps {
  readonly slot: number;
  readonly disabled: boolean;
  readonly onChoose: (signal: CommandSignal) => void;
}

/** Not modal: a modal menu locks scrolling with a style element, which the page's policy forbids. */
export default function SignalMenuList({ slot, disabled, onChoose }: SignalMenuProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger asChild>
        <SignalTrigger slot={slot} disabled={disabled} />
      </Menu.Trigger>
      {/* Within the page's landmark: who goes from one to the next would miss it elsewhere. */}
      <Menu.Portal container={document.querySelector("main")}>
        <Menu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Label className={styles.label}>Signal to worker {slot}</Menu.Label>
          {SIGNAL_MEANINGS.map(({ signal, meaning }) => (
            <Menu.Item key={signal} className={styles.item} onSelect={() => onChoose(signal)}>
              <span className={styles.signal}>{signal}</span>
              <span className={styles.meaning}>{meaning}</span>
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
