/** What of the lanes can be pointed at, by pointer or by key: their segments and marks. Pure. */
import type { TimeSpan } from "../view/view.ts";
import type { Mark } from "./marks.ts";
import type { Lane, Segment } from "./segments.ts";

export type Stop =
  | { readonly kind: "segment"; readonly key: string; readonly segment: Segment }
  | { readonly kind: "mark"; readonly key: string; readonly mark: Mark };

/** A stop's place among all lanes. It stays the same while the lanes move on. */
export interface Place {
  readonly slot: number;
  readonly key: string;
}

export type Step = "left" | "right" | "up" | "down" | "first" | "last";

export function segmentKey({ generation, state, since }: Segment): string {
  return `${generation}-${state}-${since}`;
}

/** In the order in which they are met from left to right. */
export function stopsOf(lane: Lane): Stop[] {
  const stops: Stop[] = [
    ...lane.segments.map((segment): Stop => {
      return { kind: "segment", key: segmentKey(segment), segment };
    }),
    ...lane.marks.map((mark): Stop => ({ kind: "mark", key: `mark-${mark.id}`, mark })),
  ];
  return stops.sort((a, b) => beginOf(a) - beginOf(b));
}

export function findStop(lanes: readonly Lane[], { slot, key }: Place): Stop | null {
  const lane = lanes.find((one) => one.slot === slot);
  return lane === undefined ? null : (stopsOf(lane).find((stop) => stop.key === key) ?? null);
}

/**
 * What lies under a pointer: a mark as far as `reachMs` away, else the segment there, or one as near
 * as that, since a start of 60 ms is thinner than any pointer.
 */
export function stopAt(lane: Lane, at: number, reachMs: number): Stop | null {
  let nearest: Stop | null = null;
  let leastMs = Infinity;
  for (const stop of stopsOf(lane)) {
    const distanceMs = distanceTo(stop, at);
    // A mark lies on a segment, whose distance is none.
    const rankMs = stop.kind === "mark" ? distanceMs - 2 * reachMs : distanceMs;
    if (distanceMs <= reachMs && rankMs < leastMs) {
      nearest = stop;
      leastMs = rankMs;
    }
  }
  return nearest;
}

/** Where a step leads; stays at the ends of a lane, and at the first and the last lane. */
export function stepFrom(
  lanes: readonly Lane[],
  { slot, key }: Place,
  step: Step,
  span: TimeSpan,
): Place | null {
  const laneIndex = lanes.findIndex((lane) => lane.slot === slot);
  const lane = lanes[laneIndex];
  if (lane === undefined) return newestPlace(lanes);
  const stops = stopsOf(lane);
  const index = stops.findIndex((stop) => stop.key === key);
  const stop = stops[index];
  if (stop === undefined) return newestPlace([lane]);
  if (step === "up" || step === "down") {
    const neighbour = lanes[laneIndex + (step === "up" ? -1 : 1)];
    const at = middleOf(stop, span);
    const over = neighbour && (stopAt(neighbour, at, 0) ?? nearestTo(neighbour, at));
    return neighbour && over ? { slot: neighbour.slot, key: over.key } : { slot, key };
  }
  const next = stops[nextIndex(index, stops.length, step)];
  return next === undefined ? null : { slot, key: next.key };
}

/** Where the keyboard begins: the newest of the first lane. */
export function newestPlace(lanes: readonly Lane[]): Place | null {
  const [lane] = lanes;
  const stop = lane && stopsOf(lane).at(-1);
  return lane && stop ? { slot: lane.slot, key: stop.key } : null;
}

/** The middle of what of a stop can be seen. */
export function middleOf(stop: Stop, span: TimeSpan): number {
  if (stop.kind === "mark") return stop.mark.at;
  const from = Math.max(stop.segment.since, span.from);
  const to = Math.min(stop.segment.until ?? span.to, span.to);
  return (from + to) / 2;
}

function nextIndex(index: number, count: number, step: "left" | "right" | "first" | "last") {
  switch (step) {
    case "left":
      return Math.max(0, index - 1);
    case "right":
      return Math.min(count - 1, index + 1);
    case "first":
      return 0;
    case "last":
      return count - 1;
  }
}

function nearestTo(lane: Lane, at: number): Stop | undefined {
  return stopsOf(lane).sort((a, b) => distanceTo(a, at) - distanceTo(b, at))[0];
}

/** 0 on it. */
function distanceTo(stop: Stop, at: number): number {
  if (stop.kind === "mark") return Math.abs(at - stop.mark.at);
  const { since, until } = stop.segment;
  return Math.max(0, since - at, at - (until ?? Infinity));
}

function beginOf(stop: Stop): number {
  return stop.kind === "mark" ? stop.mark.at : stop.segment.since;
}
