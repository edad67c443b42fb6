/** One moment that all charts show, and how pointer and keys move it. Pure. */

/** What a chart spans: a value a second, the newest one of `endsAt`. */
export interface Span {
  readonly endsAt: number;
  readonly seconds: number;
}

/** The arrow keys with this many seconds at once. */
const PAGE_SECONDS = 15;

/** Where a moment's value is in a column; null when it lies outside of it. */
export function indexAt(at: number, { endsAt, seconds }: Span): number | null {
  const index = seconds - 1 - Math.round((endsAt - at) / 1000);
  return index >= 0 && index < seconds ? index : null;
}

export function momentAt(index: number, { endsAt, seconds }: Span): number {
  return endsAt - (seconds - 1 - index) * 1000;
}

/** The nearest second to a place in the plot. @param share 0 is its left edge, 1 its right one */
export function momentAtShare(share: number, span: Span): number {
  const last = span.seconds - 1;
  return momentAt(Math.min(last, Math.max(0, Math.round(share * last))), span);
}

/** Where a moment lies in the plot, 0 to 1. */
export function shareAt(at: number, { endsAt, seconds }: Span): number {
  return 1 - (endsAt - at) / ((seconds - 1) * 1000);
}

/** A place in the plot as CSS has it. */
export function percent(share: number): string {
  return `${share * 100}%`;
}

/** @returns null for a key that does not move the cursor */
export function movedCursor(at: number | null, key: string, span: Span): number | null {
  const last = span.seconds - 1;
  const index = (at === null ? null : indexAt(at, span)) ?? last;
  const step = STEPS[key];
  if (step === undefined) return null;
  return momentAt(Math.min(last, Math.max(0, index + step)), span);
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -PAGE_SECONDS,
  PageUp: PAGE_SECONDS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
