/** The times below the lanes. Pure. */
import { formatFullTime, formatPreciseTimeOfDay, formatTimeOfDay } from "../format/time-of-day.ts";
import type { TimeSpan } from "../view/view.ts";
import { percentAt, spanMs } from "./zoom.ts";

export interface Tick {
  readonly at: number;
  /** Where it lies in the span. */
  readonly percent: number;
  readonly label: string;
  /** What it says when asked. */
  readonly exact: string;
}

const MINUTE_MS = 60_000;
const MOST_TICKS = 6;
const STEPS_MS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, MINUTE_MS];

/** Of a span that moves on: how long ago, minute by minute. */
export function movingTicks(span: TimeSpan): Tick[] {
  const minutes = Math.round(spanMs(span) / MINUTE_MS);
  return Array.from({ length: minutes + 1 }, (_, index) => {
    const ago = minutes - index;
    const at = span.to - ago * MINUTE_MS;
    return tickAt(at, span, ago === 0 ? "now" : `−${ago} min`);
  });
}

/** Of a span that stands still: the time of day, at round seconds. */
export function standingTicks(span: TimeSpan): Tick[] {
  const stepMs = STEPS_MS.find((step) => spanMs(span) / step <= MOST_TICKS) ?? MINUTE_MS;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(span.from / stepMs) * stepMs; at <= span.to; at += stepMs) {
    const label = stepMs < 1000 ? formatPreciseTimeOfDay(at) : formatTimeOfDay(at);
    ticks.push(tickAt(at, span, label));
  }
  return ticks;
}

function tickAt(at: number, span: TimeSpan, label: string): Tick {
  return { at, percent: percentAt(at, span), label, exact: formatFullTime(at) };
}
