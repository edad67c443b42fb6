/** What a lane draws: stretches of one state, and marks for what ended a process. Pure. */
import type { FleetEvent, Transition, WorkerState } from "@clusterdeck/shared";

export interface Segment {
  readonly state: WorkerState;
  readonly pid: number | null;
  readonly generation: number;
  readonly from: number;
  readonly to: number;
}

export type MarkKind = "died" | "signalled" | "latched" | "recycled";

export interface Mark {
  readonly id: number;
  readonly at: number;
  readonly kind: MarkKind;
  readonly message: string;
  readonly by: string;
}

export interface Lane {
  readonly slot: number;
  readonly segments: readonly Segment[];
  readonly marks: readonly Mark[];
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

const MARK_KINDS: Partial<Record<FleetEvent["kind"], MarkKind>> = {
  "worker:died": "died",
  "worker:signalled": "signalled",
  "worker:failed": "latched",
  "worker:recycled": "recycled",
};

/** A lane for each slot that was there at any time in the window, by slot. */
export function lanesOf(
  transitions: readonly Transition[],
  events: readonly FleetEvent[],
  window: Window,
): Lane[] {
  const bySlot = new Map<number, Transition[]>();
  for (const transition of transitions) {
    const own = bySlot.get(transition.slot);
    if (own === undefined) bySlot.set(transition.slot, [transition]);
    else own.push(transition);
  }
  const marksBySlot = marksOf(events, window);
  const lanes: Lane[] = [];
  for (const [slot, own] of bySlot) {
    const segments = segmentsOf(own, window);
    const marks = marksBySlot.get(slot) ?? [];
    if (segments.length > 0 || marks.length > 0) lanes.push({ slot, segments, marks });
  }
  return lanes.sort((a, b) => a.slot - b.slot);
}

/** @param transitions of one slot, oldest first */
export function segmentsOf(transitions: readonly Transition[], window: Window): Segment[] {
  const segments: Segment[] = [];
  transitions.forEach(({ at, state, pid, generation }, index) => {
    if (state === null) return;
    const from = Math.max(at, window.from);
    const to = Math.min(transitions[index + 1]?.at ?? window.to, window.to);
    if (to > from) segments.push({ state, pid, generation, from, to });
  });
  return segments;
}

function marksOf(events: readonly FleetEvent[], window: Window): Map<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  for (const { id, at, kind, slot, message, by } of events) {
    const markKind = MARK_KINDS[kind];
    if (markKind === undefined || slot === null || at < window.from || at > window.to) continue;
    const own = marks.get(slot) ?? [];
    own.push({ id, at, kind: markKind, message, by });
    marks.set(slot, own);
  }
  return marks;
}

/** The lane in a sentence, for those who cannot see it. */
export function laneSummary({ segments, marks }: Lane): { state: string; ends: number } {
  const last = segments.at(-1);
  return {
    state: last?.state ?? "removed",
    ends: marks.filter(({ kind }) => kind === "died" || kind === "signalled").length,
  };
}

/** Where a moment lies in the window, as 0 to 100. */
export function percentAt(at: number, { from, to }: Window): number {
  return to > from ? ((at - from) / (to - from)) * 100 : 0;
}
