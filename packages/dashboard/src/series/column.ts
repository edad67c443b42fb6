/**
 * One metric over time: a value a second, oldest first, always of the same length. NaN stands for
 * "not measured", as in the seconds before a worker was born. Never changed in place, so a new
 * reference means new data.
 */
export type Column = Readonly<Float64Array>;

export function emptyColumn(seconds: number): Column {
  return new Float64Array(seconds).fill(Number.NaN);
}

/** The newest `seconds` of a wire column, set flush with the end. */
export function columnFromWire(values: readonly (number | null)[], seconds: number): Column {
  const column = new Float64Array(seconds).fill(Number.NaN);
  const newest = values.slice(-seconds);
  const offset = seconds - newest.length;
  newest.forEach((value, index) => {
    if (value !== null) column[offset + index] = value;
  });
  return column;
}

/** Moves the column on by `steps` seconds; those in between that brought no sample stay empty. */
export function advance(column: Column, steps: number, value: number | null): Column {
  if (steps <= 0) return column;
  const length = column.length;
  const next = new Float64Array(length).fill(Number.NaN);
  if (steps < length) next.set(column.subarray(steps), 0);
  if (length > 0 && value !== null) next[length - 1] = value;
  return next;
}

/** The largest measured value, or null when there is none. */
export function peakOf(column: Column): number | null {
  let peak: number | null = null;
  for (const value of column) {
    if (!Number.isNaN(value) && (peak === null || value > peak)) peak = value;
  }
  return peak;
}
