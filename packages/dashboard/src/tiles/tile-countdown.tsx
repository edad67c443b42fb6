import { useState } from "react";
import { useDeckState, useDeckTime } from "../deck-context.ts";
import type { WorkerRow } from "../store/deck.ts";
import { staleSinceMs } from "../store/selectors.ts";
import { countdownOf, type Countdown } from "./countdown.ts";
import styles from "./tile.module.css";

/** A bar that runs down along the tile's lower edge. The sentence has the same in numbers. */
export function TileCountdown({ row }: { row: WorkerRow }) {
  const countdown = countdownOf(row);
  if (countdown === null) return null;
  return (
    <RunningCountdown
      key={`${countdown.kind} ${row.receivedAtMs}`}
      countdown={countdown}
      sinceMs={row.receivedAtMs}
    />
  );
}

/** Apart, so that the tiles that count nothing down ask for no time. */
function RunningCountdown(props: { countdown: Countdown; sinceMs: number }) {
  const { countdown, sinceMs } = props;
  const { pageMs } = useDeckTime("never");
  const isStale = useDeckState(({ connection }) => staleSinceMs(connection) !== null);
  const isStill = useDeckState(({ connection }) => connection.phase === "recording");
  // Without a connection nothing runs on, and when it is back the time that is left is another one.
  if (isStale) return null;
  const elapsedMs = countdown.elapsedMs + Math.max(0, pageMs - sinceMs);
  return <Bar {...countdown} elapsedMs={elapsedMs} isStill={isStill} />;
}

/** The browser runs it from where it began, so nothing is drawn for its steps. */
function Bar({ kind, totalMs, elapsedMs, isStill }: Countdown & { isStill: boolean }) {
  const [delayMs] = useState(-elapsedMs);
  return (
    <span
      className={styles.countdown}
      data-kind={kind}
      style={{
        animationDuration: `${totalMs}ms`,
        animationDelay: `${delayMs}ms`,
        animationPlayState: isStill ? "paused" : "running",
      }}
      aria-hidden="true"
    />
  );
}
