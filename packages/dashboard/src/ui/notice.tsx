import type { CommandStatus } from "../commands/command-status.ts";
import { useDeckContext } from "../deck-context.ts";
import styles from "./notice.module.css";

/** Why a command failed, at the place where the click was. */
export function CommandFailure({ status }: { status: CommandStatus | undefined }) {
  const { commands } = useDeckContext();
  if (status?.phase !== "failed") return null;
  return (
    <p role="alert" className={styles.failure}>
      <span>{status.message}</span>
      <button
        type="button"
        className={styles.dismiss}
        aria-label="Dismiss the message"
        onClick={() => commands.dismiss(status.id)}
      >
        ×
      </button>
    </p>
  );
}
