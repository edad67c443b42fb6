import type { RestartHistory, RestartPolicy } from "./fleet-state.ts";

export const FRESH_HISTORY: RestartHistory = { abnormalAtMs: [], failedBootsAtMs: [], attempts: 0 };

export interface AbnormalEnd {
  readonly nowMs: number;
  /** How long the process had been ready; null when it never was. */
  readonly readyForMs: number | null;
  /** There was no process at all, for want of descriptors, processes or memory. */
  readonly neverRan?: boolean;
}

export type NextTry =
  | { readonly kind: "now" }
  | { readonly kind: "wait"; readonly delayMs: number }
  | { readonly kind: "latch"; readonly why: string };

/** The delay before the given try: the first at once, then doubling, bounded, with jitter. */
export function delayBeforeTry(attempt: number, policy: RestartPolicy, random: number): number {
  if (attempt <= 0) return 0;
  const doubled = policy.firstDelayMs * 2 ** (attempt - 1);
  const spread = 1 + policy.jitter * (2 * random - 1);
  return Math.min(doubled, policy.longestDelayMs) * spread;
}

/**
 * What follows an end that nobody asked for. One that never ran is tried again for as long as it
 * takes: it says nothing about the app, and may run as soon as the system has room.
 *
 * @param random 0 to 1, for the jitter
 */
export function afterAbnormalEnd(
  history: RestartHistory,
  end: AbnormalEnd,
  policy: RestartPolicy,
  random: number,
): { readonly history: RestartHistory; readonly next: NextTry } {
  const wasStable = end.readyForMs !== null && end.readyForMs >= policy.stableAfterMs;
  const before = wasStable ? FRESH_HISTORY : history;
  const delayMs = delayBeforeTry(before.attempts, policy, random);
  if (end.neverRan === true) {
    return { history: { ...before, attempts: before.attempts + 1 }, next: nextTry(delayMs) };
  }
  const within = (times: readonly number[], windowMs: number) =>
    times.filter((atMs) => end.nowMs - atMs < windowMs);

  const abnormalAtMs = [...within(before.abnormalAtMs, policy.endsWindowMs), end.nowMs];
  const failedBootsAtMs = within(before.failedBootsAtMs, policy.failedBootsWindowMs);
  if (end.readyForMs === null) failedBootsAtMs.push(end.nowMs);
  const updated = { abnormalAtMs, failedBootsAtMs, attempts: before.attempts + 1 };

  if (failedBootsAtMs.length >= policy.failedBootsToLatch) {
    return latch(
      updated,
      failedBootsAtMs.length,
      "boots that never got ready",
      policy.failedBootsWindowMs,
    );
  }
  if (abnormalAtMs.length >= policy.endsToLatch) {
    return latch(updated, abnormalAtMs.length, "ends", policy.endsWindowMs);
  }
  return { history: updated, next: nextTry(delayMs) };
}

function nextTry(delayMs: number): NextTry {
  return delayMs === 0 ? { kind: "now" } : { kind: "wait", delayMs };
}

function latch(history: RestartHistory, count: number, of: string, windowMs: number) {
  const why = `${count} ${of} in ${Math.round(windowMs / 1000)} s`;
  return { history, next: { kind: "latch", why } as const };
}
