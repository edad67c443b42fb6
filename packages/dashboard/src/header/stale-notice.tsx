import { useDeckContext, useDeckState } from "../deck-context.ts";
import { formatElapsed, formatRemaining } from "../format/duration.ts";
import { sentence } from "../format/sentence.ts";
import { formatTimeOfDay } from "../format/time-of-day.ts";
import { isTrying, type Step } from "../socket/connection.ts";
import { useBeatMs } from "../store/clock.ts";
import { Button } from "../ui/button.tsx";
import styles from "./stale-notice.module.css";

/** Over the dimmed data: since when it is old, why, and when the next try comes. */
export function StaleNotice() {
  const connection = useDeckState((state) => state.connection);
  return isTrying(connection) ? <Notice {...connection} /> : null;
}

function Notice(props: { sinceMs: number; problem: string | null; step: Step }) {
  const { clock, client } = useDeckContext();
  const offsetMs = useDeckState(({ deck }) => deck?.clockOffsetMs ?? performance.timeOrigin);
  const nowMs = useBeatMs(clock, "tenth");
  const { sinceMs, problem, step } = props;

  return (
    <aside className={styles.notice} aria-label="Connection lost">
      <div>
        <p className={styles.main}>
          Not live since {formatTimeOfDay(sinceMs + offsetMs)}: this is how things were{" "}
          {formatElapsed(nowMs - sinceMs)} ago.
        </p>
        <p className={styles.detail}>
          {problem === null ? "" : `${sentence(problem)}. `}
          {step.at === "waiting"
            ? `Next try in ${formatRemaining(step.nextAtMs - nowMs)}.`
            : "Trying now…"}
        </p>
      </div>
      <Button variant="primary" onClick={client.retryNow}>
        Try now
      </Button>
    </aside>
  );
}
