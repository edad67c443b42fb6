import type { FleetEvent } from "@clusterdeck/shared";
import { formatShort } from "../format/duration.ts";
import { formatPreciseTimeOfDay, formatTimeOfDay } from "../format/time-of-day.ts";
import type { TimeSpan } from "../view/view.ts";
import type { Lane } from "./segments.ts";
import { spanMs } from "./zoom.ts";

/** What the lanes show now, and the way to another part of it. */
export interface LaneView {
  readonly lanes: readonly Lane[];
  /** Newest first. */
  readonly events: readonly FleetEvent[];
  readonly span: TimeSpan;
  /** A zoomed part stands still; all of it moves on. */
  readonly isZoomed: boolean;
  readonly now: number;
  readonly onZoom: (zoom: TimeSpan | null) => void;
}

/** Below this the seconds alone would say that it begins and ends at the same time. */
const PRECISE_BELOW_MS = 10_000;

export function standingWords(span: TimeSpan): string {
  const lengthMs = spanMs(span);
  const format = lengthMs < PRECISE_BELOW_MS ? formatPreciseTimeOfDay : formatTimeOfDay;
  return `${format(span.from)} to ${format(span.to)} (${formatShort(lengthMs)}), standing still`;
}
