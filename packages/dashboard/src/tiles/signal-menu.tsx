import type { CommandSignal } from "@clusterdeck/shared";
import { SIGNAL_MEANINGS } from "../commands/signals.ts";
import { Menu } from "../ui/menu.tsx";
import styles from "./signal-menu.module.css";

export interface SignalMenuProps {
  /** The worker, in the menu's label and its button's name. */
  readonly called: string;
  readonly disabled: boolean;
  readonly onChoose: (signal: CommandSignal) => void;
}

export function SignalMenu({ called, disabled, onChoose }: SignalMenuProps) {
  return (
    <Menu
      trigger={{
        variant: "danger",
        className: styles.trigger,
        disabled,
        "aria-label": `Choose a signal for ${called}`,
        title: "Choose a signal",
        children: (
          <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
            <path d="M1.5 3.5 5 7l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          </svg>
        ),
      }}
      sections={[
        {
          kind: "actions",
          title: `Signal to ${called}`,
          actions: SIGNAL_MEANINGS.map(({ signal, meaning }) => ({
            label: signal,
            detail: meaning,
            isCode: true,
            run: () => onChoose(signal),
          })),
        },
      ]}
    />
  );
}
