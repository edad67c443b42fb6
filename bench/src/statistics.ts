/** Of a set of figures: the middle one, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly p95: number;
}

export function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), least: at(0), most: at(1), p95: at(0.95) };
}

/** Ratios pair by pair: what the machine did to one of a pair it did to the other as well. */
export function ratiosOf(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.map((our, index) => our / (theirs[index] ?? Number.NaN));
}
