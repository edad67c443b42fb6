import { Button, type ButtonProps } from "../ui/button.tsx";
import styles from "./signal-menu.module.css";

export interface SignalTriggerProps extends ButtonProps {
  readonly called: string;
}

export function SignalTrigger({ called, ...rest }: SignalTriggerProps) {
  return (
    <Button
      {...rest}
      variant="danger"
      className={styles.trigger}
      aria-label={`Choose a signal for ${called}`}
      title="Choose a signal"
    >
      <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
        <path d="M1.5 3.5 5 7l3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </Button>
  );
}
