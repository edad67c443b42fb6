import type { Column } from "./column.ts";

export interface SparklinePaths {
  /** The line, broken where nothing was measured. */
  readonly line: string;
  /** The area below it. */
  readonly area: string;
}

export interface SparklineBox {
  readonly width: number;
  readonly height: number;
  /** The value at the top edge. */
  readonly top: number;
}

/** SVG paths of one column over the whole width of the box; 0 lies at its bottom. */
export function sparklinePaths(
  column: Column,
  { width, height, top }: SparklineBox,
): SparklinePaths {
  const step = column.length > 1 ? width / (column.length - 1) : 0;
  const scale = top > 0 ? height / top : 0;
  let line = "";
  let area = "";
  let runStart: number | null = null;

  const endRun = (last: number) => {
    if (runStart === null) return;
    area += `L${round(last * step)} ${height}L${round(runStart * step)} ${height}Z`;
    // A lone sample between two gaps would be a line without a length.
    if (runStart === last) line += "h0.01";
    runStart = null;
  };

  column.forEach((value, index) => {
    if (Number.isNaN(value)) {
      endRun(index - 1);
      return;
    }
    const y = round(height - Math.min(Math.max(value, 0) * scale, height));
    const point = `${runStart === null ? "M" : "L"}${round(index * step)} ${y}`;
    if (runStart === null) runStart = index;
    line += point;
    area += point;
  });
  endRun(column.length - 1);
  return { line, area };
}

const ROUND_FACTORS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The next round number above a peak, so that a scale moves seldom and a quiet series does not
 * fill the box with its noise.
 */
export function niceCeiling(peak: number | null, atLeast: number): number {
  const wanted = Math.max(peak ?? 0, atLeast);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = ROUND_FACTORS.find((candidate) => candidate * power >= wanted) ?? 10;
  return factor * power;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
