import type { Transition, WorkerLifecycle } from "@clusterdeck/shared";
import type { FleetState, Slot, Stamp } from "../lifecycle/fleet-state.ts";
import { reloadStep } from "../lifecycle/reload.ts";
import { workerView } from "../lifecycle/view.ts";

export interface WorkerChanges {
  readonly workers: WorkerLifecycle[];
  /** Slots that are no more. */
  readonly removed: number[];
  readonly transitions: Transition[];
}

/** Tells what readers see change between one state and the next. Remembers what they were told last. */
export function createWorkerChanges() {
  const told = new Map<Slot, WorkerLifecycle>();

  function between(before: FleetState, after: FleetState, at: Stamp): WorkerChanges {
    const changes: WorkerChanges = { workers: [], removed: [], transitions: [] };
    // A reload or the end changes what every worker would accept.
    const allMayDiffer =
      (before.reload === null) !== (after.reload === null) || before.stopping !== after.stopping;
    const known = new Map(before.slots.map((slot) => [slot.slot, slot]));
    for (const slot of after.slots) {
      const old = known.get(slot.slot);
      known.delete(slot.slot);
      // A reload that comes to a slot need not have changed it yet.
      const hasMovedOn = reloadStep(before.reload, slot) !== reloadStep(after.reload, slot);
      if (old === slot && !allMayDiffer && !hasMovedOn && told.has(slot)) continue;
      const oldView = old === undefined ? undefined : told.get(old);
      if (old !== undefined) told.delete(old);
      const view = workerView(after, slot, at);
      told.set(slot, view);
      changes.workers.push(view);
      if (oldView === undefined || isTransition(oldView, view)) {
        changes.transitions.push(transitionTo(view));
      }
    }
    for (const gone of known.values()) {
      const { generation } = told.get(gone) ?? gone;
      told.delete(gone);
      changes.removed.push(gone.slot);
      const end = { slot: gone.slot, state: null, pid: null, generation };
      changes.transitions.push({ at: at.epochMs, ...end });
    }
    return changes;
  }

  return { between };
}

function transitionTo({ since, slot, state, pid, generation }: WorkerLifecycle): Transition {
  return { at: since, slot, state, pid, generation };
}

function isTransition(before: WorkerLifecycle, after: WorkerLifecycle): boolean {
  return (
    before.state !== after.state ||
    before.generation !== after.generation ||
    before.pid !== after.pid
  );
}
