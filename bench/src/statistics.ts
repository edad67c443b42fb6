/** Of a set of figures: the middle one, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  /** Half of the figures lie between these two. */
  readonly p25: number;
  readonly p75: number;
  readonly most: number;
  readonly p95: number;
}

export function spreadOf(figures: readonly number[]): Spread {
  const at = (share: number) => percentile(figures, share);
  return { median: at(0.5), p25: at(0.25), p75: at(0.75), most: at(1), p95: at(0.95) };
}

/** @param share 0 to 1: 0.5 is the median */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Ratios pair by pair: what the machine did to one of a pair it did to the other as well. */
export function ratiosOf(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.map((our, index) => our / (theirs[index] ?? Number.NaN));
}
