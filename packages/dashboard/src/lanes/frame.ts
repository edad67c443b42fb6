/** What is 0 to 100 % of the lanes' strips, and how far those are moved. Pure. */
import { LIFECYCLE_WINDOW_MS } from "../store/deck.ts";
import type { TimeSpan } from "../view/view.ts";
import { percentAt } from "./zoom.ts";

/**
 * A span that moves on has a frame that stays for five minutes: then one number moves all lanes, and
 * hundreds of them are not drawn anew each second.
 */
export function frameOf(span: TimeSpan, isZoomed: boolean): TimeSpan {
  if (isZoomed) return span;
  const from = Math.floor(span.to / LIFECYCLE_WINDOW_MS) * LIFECYCLE_WINDOW_MS;
  return { from, to: from + LIFECYCLE_WINDOW_MS };
}

/** In percent of the strip, for `translateX`. */
export function shiftOf(span: TimeSpan, frame: TimeSpan): number {
  const shift = percentAt(span.from, frame);
  return shift === 0 ? 0 : -shift;
}
