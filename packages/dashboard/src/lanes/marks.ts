/** The moments on a lane that a person looks for: how processes were ended, and by what. Pure. */
import type { FleetEvent } from "@clusterdeck/shared";
import type { TimeSpan } from "../view/view.ts";

export const MARK_KINDS = ["died", "killed", "latched", "recycled", "signalled"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface Mark {
  readonly id: number;
  readonly at: number;
  readonly kind: MarkKind;
  readonly pid: number | null;
  readonly generation: number | null;
  readonly message: string;
  readonly by: string;
}

/** The word that a person reads for each kind, and what it means. */
export const MARK_WORDS: Record<MarkKind, { word: string; meaning: string }> = {
  died: { word: "died", meaning: "A process ended that nobody had told to: a crash, most likely." },
  killed: { word: "killed", meaning: "Someone sent a signal that ends a process." },
  latched: { word: "given up", meaning: "It crashed too often and waits for a retry." },
  recycled: { word: "recycled", meaning: "It passed a limit and was replaced." },
  signalled: { word: "signalled", meaning: "Someone sent a signal that does not end a process." },
};

/** The marks in the span by slot, oldest first. */
export function marksOf(events: readonly FleetEvent[], span: TimeSpan): Map<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  // Events come newest first.
  for (const event of events.toReversed()) {
    const { id, at, slot, pid, generation, message, by } = event;
    const kind = markKind(event);
    if (kind === null || slot === null || at < span.from || at > span.to) continue;
    const own = marks.get(slot) ?? [];
    own.push({ id, at, kind, pid, generation, message, by });
    marks.set(slot, own);
  }
  return marks;
}

function markKind({ kind, severity }: FleetEvent): MarkKind | null {
  switch (kind) {
    case "worker:died":
      return "died";
    case "worker:signalled":
      // The supervisor warns of a signal that ends a process, and of no other.
      return severity === "warning" ? "killed" : "signalled";
    case "worker:failed":
      return "latched";
    case "worker:recycled":
      return "recycled";
    default:
      return null;
  }
}
