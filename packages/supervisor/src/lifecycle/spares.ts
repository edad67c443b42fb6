import type { FleetState, Slot, WorkerProcess } from "./fleet-state.ts";
import { inPhase, type Turn } from "./turn.ts";

export function stayingSlots(state: FleetState, role: Slot["role"]): Slot[] {
  return state.slots.filter((slot) => slot.role === role && slot.holder.kind !== "leaving");
}

/** For no worker nothing stands by. */
export function wantedSpares({ policy, target }: FleetState): number {
  return target === 0 ? 0 : policy.spares;
}

/**
 * Spares are forked last: a fork takes the machine's time from workers that boot, and holds the
 * primary up, whose answer a spare waits for that was just told to listen.
 */
export function isWorkerStarting(state: FleetState): boolean {
  return state.slots.some(({ role, holder }) => {
    if (role !== "worker" || holder.kind !== "live") return false;
    const { process, successor } = holder;
    return process.phase.kind === "starting" || successor?.process.phase.kind === "starting";
  });
}

interface Spare {
  readonly slot: Slot;
  readonly process: WorkerProcess;
}

/** One that could serve now; during a reload only one of the new code. */
function readySpare({ slots, reload }: FleetState): Spare | undefined {
  for (const slot of slots) {
    const { role, holder } = slot;
    if (role !== "spare" || holder.kind !== "live" || holder.successor !== null) continue;
    const { process } = holder;
    const { phase, intent, disconnectedAt, launch } = process;
    const standsBy = phase.kind === "ready" && phase.readiness === "standby";
    if (!standsBy || intent !== null || disconnectedAt !== null) continue;
    if (reload === null || launch >= reload.firstLaunch) return { slot, process };
  }
  return undefined;
}

/** Has spares take over the slots that have lost their processes. */
export function wakeSpares(turn: Turn): void {
  for (const { slot, holder, role } of turn.state.slots) {
    if (role !== "worker" || holder.kind !== "empty") continue;
    const spare = readySpare(turn.state);
    if (spare === undefined) return;
    moveTo(turn, slot, spare);
  }
}

/**
 * Has a spare listen beside a process that is sent SIGKILL, which nothing survives: the system takes
 * some ms to take it down, and tells only then.
 */
export function wakeBeside(turn: Turn, number: number, by: string): void {
  const slot = turn.slot(number);
  if (slot?.role !== "worker" || turn.state.reload !== null || turn.state.stopping) return;
  const { holder } = slot;
  if (holder.kind !== "live" || holder.successor !== null) return;
  const { kind } = holder.process.phase;
  if (kind !== "ready" && kind !== "unresponsive") return;
  const spare = readySpare(turn.state);
  if (spare === undefined) return;
  const process = takeFrom(turn, slot, spare);
  const successor = { process, cause: "command", by, why: `SIGKILL by ${by}` } as const;
  turn.updateSlot(number, {
    generation: process.generation,
    holder: { ...holder, successor },
    // From now on it serves nobody, however long its end takes.
    vacantSince: turn.now,
  });
}

/** The process goes to the place that a person knows; its own is filled again. */
function moveTo(turn: Turn, number: number, spare: Spare): void {
  const slot = turn.slot(number);
  if (slot === undefined) return;
  const process = takeFrom(turn, slot, spare);
  turn.updateSlot(number, {
    generation: process.generation,
    holder: { kind: "live", process, successor: null },
    restarts: slot.restarts + 1,
  });
}

function takeFrom(turn: Turn, slot: Slot, { slot: from, process }: Spare): WorkerProcess {
  turn.updateSlot(from.slot, {
    holder: { kind: "empty", since: turn.now },
    // It was not followed because it ended.
    restarts: from.restarts - 1,
  });
  return wake(turn, slot.slot, { ...process, generation: slot.generation + 1 });
}

/** @returns whether there was one; its slot is a worker's from then on */
export function makeWorkerOfSpare(turn: Turn): boolean {
  const spare = readySpare(turn.state);
  if (spare === undefined) return false;
  const { slot, process } = spare;
  turn.updateSlot(slot.slot, {
    role: "worker",
    holder: { kind: "live", process: wake(turn, slot.slot, process), successor: null },
  });
  return true;
}

/** It is to be ready once more, by listening this time. */
function wake(turn: Turn, slot: number, process: WorkerProcess): WorkerProcess {
  const { launch, generation, pid } = process;
  turn.effects.push({ kind: "wake", launch, slot, generation });
  turn.log({
    kind: "worker:starting",
    severity: "info",
    slot,
    pid,
    generation,
    by: "supervisor",
    message: "a warm spare takes over",
  });
  return {
    ...inPhase(process, { kind: "starting" }, turn.now),
    wokenAt: turn.now,
    readyAt: null,
    hasSettled: false,
  };
}
