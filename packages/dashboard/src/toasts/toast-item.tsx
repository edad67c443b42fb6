import { useDeckContext } from "../deck-context.ts";
import { Button } from "../ui/button.tsx";
import type { Toast } from "./toast-queue.ts";
import styles from "./toasts.module.css";

export function ToastItem({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const { commands, source } = useDeckContext();
  const { id, tone, text, detail, undo } = toast;
  return (
    <li className={styles.toast} data-tone={tone} data-toast={id}>
      <ToneGlyph tone={tone} />
      <p className={styles.words}>
        <b>{text}</b>
        {detail !== null && <span className={styles.detail}> · {detail}</span>}
      </p>
      {/* While a recording is open no command is given. */}
      {undo !== null && source.kind === "live" && (
        <Button
          size="small"
          aria-label={`Undo: back to ${undo.to}`}
          onClick={() => {
            onClose();
            commands.run({ type: "scale", target: undo.to }, "undo");
          }}
        >
          Undo
        </Button>
      )}
      <button
        type="button"
        className={styles.dismiss}
        aria-label="Dismiss the message"
        onClick={onClose}
      >
        ×
      </button>
    </li>
  );
}

/** Told by its shape too, not by its colour alone. */
function ToneGlyph({ tone }: Pick<Toast, "tone">) {
  return (
    <svg className={styles.glyph} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path
        d={tone === "good" ? "M2 6.5 5 9.5 10 3" : "M6 1.5v5.5M6 10v.5"}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
