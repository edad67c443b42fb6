import { useDeck } from "../deck-context.ts";
import { plural } from "../format/number.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import styles from "./controls.module.css";
import type { Scale } from "./use-scale.ts";

export function ZeroDialog({ scale }: { scale: Scale }) {
  const appName = useDeck((deck) => deck.fleet.app.name);
  const target = useDeck((deck) => deck.fleet.target);
  return (
    <Dialog
      open={scale.asksForZero}
      onOpenChange={(open) => {
        if (!open) scale.cancelZero();
      }}
      title="Stop every worker?"
      description={`${plural(target, "worker")} will drain and end. ${appName} then answers nothing until there are workers again.`}
      isAlert
    >
      <div className={styles.dialogActions}>
        <Button onClick={scale.cancelZero}>Cancel</Button>
        <Button variant="danger" onClick={scale.confirmZero}>
          Scale to 0
        </Button>
      </div>
    </Dialog>
  );
}
