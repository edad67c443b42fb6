/** How long a change may stay unacknowledged. */
export const LONGEST_LAG_MS = 30_000;

/** Whether a reader keeps up, as its acknowledgements tell; one that never sends any is not judged. */
export interface Lag {
  readonly sent: (seq: number, nowMs: number) => void;
  readonly acknowledged: (seq: number) => void;
  readonly isTooLong: (nowMs: number) => boolean;
}

export function createLag(): Lag {
  let lastSent = 0;
  let hasAcknowledged = false;
  /** When the oldest change that is still unacknowledged was sent, or a later one: never too early. */
  let waitingSinceMs: number | null = null;
  return {
    sent: (seq, nowMs) => {
      lastSent = seq;
      waitingSinceMs ??= nowMs;
    },
    acknowledged: (seq) => {
      hasAcknowledged = true;
      if (seq >= lastSent) waitingSinceMs = null;
    },
    isTooLong: (nowMs) =>
      hasAcknowledged && waitingSinceMs !== null && nowMs - waitingSinceMs > LONGEST_LAG_MS,
  };
}
