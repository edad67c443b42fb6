import type { LastExit } from "@clusterdeck/shared";
import { ExitFacts } from "../exits/exit-facts.tsx";
import { LastWords } from "../exits/last-words.tsx";
import styles from "./tile-exit.module.css";

/** How the slot's last process ended, with its last words. */
export function TileExit({ exit }: { exit: LastExit }) {
  return (
    <div className={styles.exit}>
      <ExitFacts exit={exit} />
      {exit.stderrTail.length > 0 ? (
        <LastWords lines={exit.stderrTail} />
      ) : (
        <p className={styles.silent}>It wrote nothing to stderr.</p>
      )}
    </div>
  );
}
