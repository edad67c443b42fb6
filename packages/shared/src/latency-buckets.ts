/**
 * Latencies as counts in buckets of growing width, so that the seconds of many workers can be
 * added up: percentiles cannot be averaged, counts can.
 *
 * A bucket spans 5 %, from 1 µs up to about 4 minutes: a percentile is off by 2.5 % at most.
 */
const GROWTH = 1.05;
const LOG_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.001;
export const BUCKET_COUNT = 400;

export function bucketOf(latencyMs: number): number {
  if (latencyMs <= SMALLEST_MS) return 0;
  const index = Math.ceil(Math.log(latencyMs / SMALLEST_MS) / LOG_GROWTH);
  return Math.min(index, BUCKET_COUNT - 1);
}

/** The middle of a bucket, in ms. */
export function bucketValueMs(index: number): number {
  return SMALLEST_MS * Math.pow(GROWTH, index - 0.5);
}

/** Counts as they travel: index, count, index, count …, empty buckets left out. */
export type SparseCounts = readonly number[];

export function toSparse(counts: ArrayLike<number>): number[] {
  const sparse: number[] = [];
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? 0;
    if (count > 0) sparse.push(index, count);
  }
  return sparse;
}

/** Adds `sparse` to `into`; indices outside of the scale are ignored. */
export function addSparse(into: Uint32Array, sparse: SparseCounts): void {
  for (let at = 0; at + 1 < sparse.length; at += 2) {
    const index = sparse[at] as number;
    if (index >= 0 && index < into.length) into[index] = (into[index] ?? 0) + (sparse[at + 1] ?? 0);
  }
}

/** The latency below which the given share (0 to 1) of the requests lies, in ms; null for none. */
export function percentileMs(counts: ArrayLike<number>, share: number): number | null {
  let total = 0;
  for (let index = 0; index < counts.length; index += 1) total += counts[index] ?? 0;
  if (total === 0) return null;
  const wanted = Math.max(1, Math.ceil(total * share));
  let seen = 0;
  for (let index = 0; index < counts.length; index += 1) {
    seen += counts[index] ?? 0;
    if (seen >= wanted) return bucketValueMs(index);
  }
  return null;
}
