/** What a lane draws: stretches of one state, and marks for what happened to a process. Pure. */
import { bySlot, type FleetEvent, type Transition, type WorkerState } from "@clusterdeck/shared";
import type { TimeSpan } from "../view/view.ts";
import { marksOf, type Mark } from "./marks.ts";

/** All of it, also what lies outside of the part that is looked at. */
export interface Segment {
  readonly state: WorkerState;
  readonly pid: number | null;
  readonly generation: number;
  readonly since: number;
  /** Null while it goes on. */
  readonly until: number | null;
}

export interface Lane {
  readonly slot: number;
  /** Oldest first. */
  readonly segments: readonly Segment[];
  /** Oldest first. */
  readonly marks: readonly Mark[];
}

/** A lane for each slot that was there at any time in the span, by slot. */
export function lanesOf(
  transitions: readonly Transition[],
  events: readonly FleetEvent[],
  span: TimeSpan,
): Lane[] {
  const marksBySlot = marksOf(events, span);
  const lanes: Lane[] = [];
  for (const [slot, own] of bySlot(transitions)) {
    const segments = segmentsOf(own, span);
    const marks = marksBySlot.get(slot) ?? [];
    if (segments.length > 0 || marks.length > 0) lanes.push({ slot, segments, marks });
  }
  return lanes.sort((a, b) => a.slot - b.slot);
}

/** @param transitions of one slot, oldest first */
export function segmentsOf(transitions: readonly Transition[], span: TimeSpan): Segment[] {
  const segments: Segment[] = [];
  transitions.forEach(({ at: since, state, pid, generation }, index) => {
    const until = transitions[index + 1]?.at ?? null;
    if (state === null || since >= span.to) return;
    // One that gave way at once is there only because the pid came a moment later.
    if (until !== null && (until <= since || until <= span.from)) return;
    segments.push({ state, pid, generation, since, until });
  });
  return segments;
}

/** Whether both are drawn the same. */
export function isSameLane(a: Lane, b: Lane): boolean {
  return (
    a.slot === b.slot &&
    a.segments.length === b.segments.length &&
    a.marks.length === b.marks.length &&
    a.segments.every((segment, index) => isSameSegment(segment, b.segments[index])) &&
    a.marks.every(({ id }, index) => id === b.marks[index]?.id)
  );
}

function isSameSegment(a: Segment, b: Segment | undefined): boolean {
  return a.since === b?.since && a.until === b.until && a.state === b.state && a.pid === b.pid;
}

/** The lane in a sentence, for those who cannot see it. */
export function laneSummary({ segments, marks }: Lane): { state: string; ends: number } {
  const last = segments.at(-1);
  return {
    state: last === undefined || last.until !== null ? "removed" : last.state,
    ends: marks.filter(({ kind }) => kind === "died" || kind === "killed").length,
  };
}
