import type { CommandStatus } from "../commands/command-status.ts";
import { useDeckContext } from "../deck-context.ts";
import styles from "./notice.module.css";

/** What went wrong, at the place where it was asked for. */
export function Notice({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  return (
    <p role="alert" className={styles.failure}>
      <span>{text}</span>
      <button
        type="button"
        className={styles.dismiss}
        aria-label="Dismiss the message"
        onClick={onDismiss}
      >
        ×
      </button>
    </p>
  );
}

/** Why a command failed. */
export function CommandFailure({ status }: { status: CommandStatus | undefined }) {
  const { commands } = useDeckContext();
  if (status?.phase !== "failed") return null;
  return <Notice text={status.message} onDismiss={() => commands.dismiss(status.id)} />;
}
