import type { ReloadStep } from "@clusterdeck/shared";
import styles from "./tile.module.css";

const STEPS: Record<ReloadStep, { word: string; meaning: string; path: string }> = {
  waiting: {
    word: "waits",
    meaning: "Its turn in the reload is still to come; it serves as before.",
    path: "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9ZM6 3.8V6l1.6 1",
  },
  replacing: {
    word: "reloading",
    meaning: "The reload replaces it now: the new process starts, then the old one drains.",
    path: "M2 6h8M7 3l3 3-3 3",
  },
  done: {
    word: "reloaded",
    meaning: "The reload is done with it: its process is new.",
    path: "M2 6.5 5 9.5 10 3",
  },
};

/** Where a reload has got to in this slot, beside the state that the slot is in. */
export function TileReload({ step }: { step: ReloadStep }) {
  const { word, meaning, path } = STEPS[step];
  return (
    <p className={styles.reload} data-step={step} title={meaning}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span>{word}</span>
    </p>
  );
}
