const FASTEST_MS = 0.1;
const SLOWEST_MS = 10_000;

/** How far a latency fills its bar: a tenth of a millisecond to ten seconds, by decades. */
export function latencyShare(ms: number | null): number {
  if (ms === null || ms <= FASTEST_MS) return 0;
  return Math.min(1, Math.log10(ms / FASTEST_MS) / Math.log10(SLOWEST_MS / FASTEST_MS));
}

/** A part of a whole as 0 to 1, 0 when nothing is known. */
export function shareOf(value: number | null, whole: number): number {
  if (value === null || whole <= 0) return 0;
  return Math.min(1, Math.max(0, value / whole));
}
