import type { CommandSignal } from "@clusterdeck/shared";
import * as Menu from "@radix-ui/react-dropdown-menu";
import { SIGNAL_MEANINGS } from "../commands/signals.ts";
import styles from "./signal-menu.module.css";
import { SignalTrigger } from "./signal-trigger.tsx";

export interface SignalMenuProps {
  /** The worker, in the menu's label and its button's name. */
  readonly called: string;
  readonly disabled: boolean;
  readonly onChoose: (signal: CommandSignal) => void;
}

/** Not modal: a modal menu locks scrolling with a style element, which the page's policy forbids. */
export default function SignalMenuList({ called, disabled, onChoose }: SignalMenuProps) {
  return (
    <Menu.Root modal={false} defaultOpen>
      <Menu.Trigger asChild>
        <SignalTrigger called={called} disabled={disabled} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className={styles.menu} align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Label className={styles.label}>Signal to {called}</Menu.Label>
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
