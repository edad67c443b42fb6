import { useDeck } from "../deck-context.ts";
import { plural } from "../format/number.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./controls.module.css";

export interface ZeroDialogProps {
  readonly open: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** "No workers at all" is asked about first, wherever it was asked for. */
export function ZeroDialog({ open, onCancel, onConfirm }: ZeroDialogProps) {
  const appName = useDeck((deck) => deck.fleet.app.name);
  const target = useDeck((deck) => deck.fleet.target);
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onCancel();
      }}
      title="Stop every worker?"
      description={`${plural(target, "worker")} will drain and end. ${appName} then answers nothing until there are workers again.`}
      isAlert
    >
      <div className={styles.dialogActions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="danger" onClick={onConfirm}>
          Scale to 0
        </Button>
      </div>
    </Dialog>
  );
}
