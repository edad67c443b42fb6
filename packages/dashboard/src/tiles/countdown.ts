/** The time that runs out in a slot: until the next try, or until a process is killed. Pure. */
import type { WorkerRow } from "../store/deck.ts";

export interface Countdown {
  readonly kind: "drain" | "retry";
  readonly totalMs: number;
  /** What has gone by already when the row came in, so that a page opened late begins in the middle. */
  readonly elapsedMs: number;
}

export function countdownOf({ worker, receivedAt }: WorkerRow): Countdown | null {
  const { state, since, restartInMs, deadlineInMs, retiring } = worker;
  if (state === "backoff") return countdown("retry", receivedAt - since, restartInMs);
  if (state === "draining") return countdown("drain", receivedAt - since, deadlineInMs);
  const [leaving] = retiring;
  if (leaving === undefined) return null;
  return countdown("drain", receivedAt - leaving.since, leaving.deadlineInMs);
}

function countdown(
  kind: Countdown["kind"],
  goneMs: number,
  leftMs: number | null,
): Countdown | null {
  if (leftMs === null || leftMs <= 0) return null;
  const elapsedMs = Math.max(0, goneMs);
  return { kind, elapsedMs, totalMs: elapsedMs + leftMs };
}
