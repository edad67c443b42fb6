import type { TimeSpan } from "../view/view.ts";
import { middleOf, type Stop } from "./stops.ts";
import { spanMs, zoomAround, zoomTo } from "./zoom.ts";

/** Beyond this share of the view a segment fills it already. */
const FILLING = 0.7;
/** What is left free on either side, as a share of the segment. */
const MARGIN = 0.15;
/** A mark has no length: how much of the view is kept around it. */
const AROUND_MARK = 0.25;

/** The span in which a stop is what one looks at. Pure. */
export function zoomToStop(stop: Stop, span: TimeSpan, now: number): TimeSpan | null {
  const middle = middleOf(stop, span);
  if (stop.kind === "mark") return zoomAround(span, middle, AROUND_MARK, now);
  const { since, until } = stop.segment;
  const part = { from: Math.max(since, span.from), to: Math.min(until ?? span.to, span.to) };
  if (spanMs(part) > FILLING * spanMs(span)) return zoomAround(span, middle, 1 / 2, now);
  const marginMs = spanMs(part) * MARGIN;
  return zoomTo({ from: part.from - marginMs, to: part.to + marginMs }, span, now);
}
