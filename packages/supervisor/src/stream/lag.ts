/** How long changes may stay unacknowledged without any of them being acknowledged. */
export const LONGEST_LAG_MS = 30_000;

/** Whether a reader keeps up, as its acknowledgements tell; one that never sends any is not judged. */
export interface Lag {
  readonly sent: (seq: number, nowMs: number) => void;
  readonly acknowledged: (seq: number, nowMs: number) => void;
  readonly isTooLong: (nowMs: number) => boolean;
}

export function createLag(): Lag {
  let lastSent = 0;
  let lastAcknowledged = 0;
  let hasAcknowledged = false;
  /** Since when something has been unacknowledged without progress; null when nothing is. */
  let waitingSinceMs: number | null = null;
  return {
    sent: (seq, nowMs) => {
      lastSent = seq;
      waitingSinceMs ??= nowMs;
    },
    acknowledged: (seq, nowMs) => {
      hasAcknowledged = true;
      if (seq >= lastSent) waitingSinceMs = null;
      else if (seq > lastAcknowledged) waitingSinceMs = nowMs;
      lastAcknowledged = Math.max(lastAcknowledged, seq);
    },
    isTooLong: (nowMs) =>
      hasAcknowledged && waitingSinceMs !== null && nowMs - waitingSinceMs > LONGEST_LAG_MS,
  };
}
