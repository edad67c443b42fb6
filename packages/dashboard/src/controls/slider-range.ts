import { MAX_WORKERS } from "@clusterdeck/shared";

const SMALLEST_MAX = 8;

/** The slider's end: room above what is wanted, and twice the cores in sight. */
export function sliderMax(cores: number, target: number): number {
  return Math.min(MAX_WORKERS, Math.max(2 * cores, target + 2, SMALLEST_MAX));
}

/**
 * Where a mark lies on a track whose thumb stays inside of its ends, as a CSS length.
 *
 * @param value 0 to max
 */
export function markPosition(value: number, max: number, thumbPx: number): string {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const shiftPx = (0.5 - share) * thumbPx;
  return `calc(${round(share * 100)}% + ${round(shiftPx)}px)`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
