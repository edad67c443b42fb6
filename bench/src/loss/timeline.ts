import type { LossSeen } from "./scenario.ts";
import type { LogEntry } from "./target.ts";

const AROUND_MS = 500;

/** Losses and what was logged around them in one order: where to begin to look for a reason. */
export function timelineOf(losses: readonly LossSeen[], log: readonly LogEntry[]): string[] {
  const isNear = (entry: LogEntry) =>
    losses.some((loss) => Math.abs(loss.atMs - entry.atMs) <= AROUND_MS);
  const lost = losses.map(({ atMs, why, phase }) => ({ atMs, text: `LOST ${why}, ${phase}` }));
  return [...lost, ...log.filter(isNear)]
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ atMs, text }) => `${new Date(atMs).toISOString()} ${text}`);
}
