import type {
  FleetView,
  ReloadView,
  SideProcess,
  WorkerCommand,
  WorkerLifecycle,
  WorkerState,
} from "@clusterdeck/shared";
import { shownGeneration, shownProcess, whyNoRestart } from "./commands.ts";
import type { FleetState, Slot, Stamp, WorkerProcess } from "./fleet-state.ts";
import { noteOf } from "./note.ts";
import { processDeadlineMs } from "./deadlines.ts";
import { reloadedCount, reloadStep } from "./reload.ts";

/** A slot as people see it. Countdowns are relative to `now`. */
export function workerView(state: FleetState, slot: Slot, now: Stamp): WorkerLifecycle {
  const { holder } = slot;
  const process = shownProcess(slot);
  const untilMs = (atMs: number | null) =>
    atMs === null ? null : Math.max(0, atMs - now.monotonicMs);
  const side = (other: WorkerProcess): SideProcess => ({
    pid: other.pid,
    generation: other.generation,
    since: other.phaseSince.epochMs,
    deadlineInMs: untilMs(processDeadlineMs(state, other)),
  });
  const successor = holder.kind === "live" ? holder.successor : null;
  return {
    slot: slot.slot,
    pid: process?.pid ?? null,
    generation: shownGeneration(slot),
    state: stateOf(slot),
    since: sinceOf(slot).epochMs,
    startedAt: process?.forkedAt.epochMs ?? null,
    restarts: Math.max(0, slot.restarts),
    restartInMs: holder.kind === "backoff" ? untilMs(holder.untilMs) : null,
    deadlineInMs: process === null ? null : untilMs(processDeadlineMs(state, process)),
    replacedInMs: slot.replacedInMs,
    note: noteOf(slot),
    lastExit: slot.lastExit,
    successor: successor === null ? null : side(successor.process),
    retiring: slot.retiring.map(side),
    reload: reloadStep(state.reload, slot),
    commands: commandsOf(state, slot),
  };
}

function stateOf(slot: Slot): WorkerState {
  const { holder } = slot;
  switch (holder.kind) {
    case "empty":
      return "starting";
    case "backoff":
    case "failed":
      return holder.kind;
    case "leaving":
      return "draining";
    case "live":
      return holder.process.phase.kind === "ready"
        ? holder.process.phase.readiness
        : holder.process.phase.kind;
  }
}

function sinceOf(slot: Slot): Stamp {
  const { holder } = slot;
  return holder.kind === "live" ? holder.process.phaseSince : holder.since;
}

function commandsOf(state: FleetState, slot: Slot): WorkerCommand[] {
  if (state.stopping || state.policy.readOnly) return [];
  const commands: WorkerCommand[] = [];
  if (shownProcess(slot) !== null) commands.push("kill");
  if (whyNoRestart({ state }, slot) === null) commands.push("restart");
  if (slot.holder.kind === "backoff" || slot.holder.kind === "failed") commands.push("retry");
  return commands;
}

function reloadView(state: FleetState): ReloadView | null {
  const { reload } = state;
  if (reload === null) return null;
  const current = state.slots.find((slot) => slot.slot === reload.current);
  return {
    id: reload.id,
    phase: current !== undefined && current.retiring.length > 0 ? "draining" : "starting",
    files: [...reload.files],
    done: reloadedCount(reload, state.slots),
    total: reload.total,
  };
}

/** The part of the fleet's view that follows from its state. */
export function fleetWishView(
  state: FleetState,
): Pick<FleetView, "target" | "stopping" | "reload"> {
  return { target: state.target, stopping: state.stopping, reload: reloadView(state) };
}
