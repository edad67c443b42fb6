/** Which span of time the lanes show, and how it gets narrower and wider. Pure. */
import { LIFECYCLE_WINDOW_MS } from "../store/deck.ts";
import type { TimeSpan } from "../view/view.ts";

/** Below this a lane has nothing more to show: times are whole milliseconds. */
const LEAST_SPAN_MS = 200;
/** What a press of a button or a turn of the wheel's notch does. */
export const ZOOM_STEP = 2;

/** The last five minutes. */
export function wholeSpan(now: number): TimeSpan {
  return { from: now - LIFECYCLE_WINDOW_MS, to: now };
}

/** A zoom as far as it has happened; null where that is nothing, as in a link by another clock. */
export function happenedPart(zoom: TimeSpan | null, now: number): TimeSpan | null {
  if (zoom === null || zoom.from >= now) return null;
  return { from: zoom.from, to: Math.min(zoom.to, now) };
}

export function spanMs({ from, to }: TimeSpan): number {
  return to - from;
}

/** Where a moment lies in the span, as 0 to 100. */
export function percentAt(at: number, { from, to }: TimeSpan): number {
  return to > from ? ((at - from) / (to - from)) * 100 : 0;
}

/** The moment at a share of the span, 0 to 1; beyond its ends it is the end. */
export function momentAt(share: number, { from, to }: TimeSpan): number {
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/**
 * The span made narrower (`factor` below 1) or wider, so that `anchor` stays where it is.
 *
 * @returns null when that is all there is
 */
export function zoomAround(
  span: TimeSpan,
  anchor: number,
  factor: number,
  now: number,
): TimeSpan | null {
  const share = percentAt(anchor, span) / 100;
  const nextMs = spanMs(span) * factor;
  const from = anchor - share * nextMs;
  return zoomTo({ from, to: from + nextMs }, span, now);
}

/**
 * The span moved and widened to what can be shown.
 *
 * @param shown what is in view: it may lie further back than five minutes by now
 * @returns null when that is all there is
 */
export function zoomTo(wanted: TimeSpan, shown: TimeSpan, now: number): TimeSpan | null {
  const earliest = Math.min(shown.from, wholeSpan(now).from);
  const lengthMs = Math.max(LEAST_SPAN_MS, spanMs(wanted));
  if (lengthMs >= LIFECYCLE_WINDOW_MS) return null;
  const middle = (wanted.from + wanted.to) / 2;
  const from = Math.min(now - lengthMs, Math.max(earliest, middle - lengthMs / 2));
  return { from: Math.round(from), to: Math.round(from + lengthMs) };
}
