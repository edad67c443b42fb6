import { useDeckState } from "../deck-context.ts";
import { Button } from "../ui/button.tsx";
import { failureWords, type Failure } from "./detail-state.ts";
import styles from "./panel-body.module.css";

/** Why the worker's history could not be had, where it would be. */
export function FailureNotice({ failure, onAgain }: { failure: Failure; onAgain: () => void }) {
  const isLive = useDeckState(({ connection }) => connection.phase === "live");
  return (
    <div role="alert" className={styles.failure}>
      <p>{failureWords(failure, isLive)}</p>
      <Button size="small" onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}
