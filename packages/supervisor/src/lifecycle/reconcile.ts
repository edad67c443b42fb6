import { advanceReload, settleRespawns } from "./reload.ts";
import { passDeadlines } from "./deadlines.ts";
import type { FleetState, Slot, Successor, WorkerProcess } from "./fleet-state.ts";
import { promote } from "./process-end.ts";
import { isDying } from "./process-traits.ts";
import { FRESH_HISTORY } from "./restart-policy.ts";
import {
  isWorkerStarting,
  makeWorkerOfSpare,
  stayingSlots,
  wakeSpares,
  wantedSpares,
} from "./spares.ts";
import { processesOf, type Turn } from "./turn.ts";

/**
 * Brings what is nearer to what is wished. One pass over everything, after every event: what to do
 * follows from the state alone, so no order of events can make it forget something.
 */
export function reconcile(turn: Turn): void {
  passDeadlines(turn);
  takeOver(turn);
  meetTarget(turn);
  meetSpares(turn);
  settleRespawns(turn);
  advanceReload(turn);
  fillEmptySlots(turn);
  dropEmptyLeavers(turn);
  if (turn.state.stopping && turn.state.slots.length === 0 && turn.state.autopsies.length === 0) {
    turn.effects.push({ kind: "stopped" });
  }
}

/** A successor that is ready and has survived a moment takes the slot; the old process drains. */
function takeOver(turn: Turn): void {
  for (const slot of turn.state.slots) {
    if (slot.holder.kind !== "live" || slot.holder.successor === null) continue;
    const { process: old, successor } = slot.holder;
    const atMs = takeOverAtMs(turn.state, old, successor);
    if (atMs === null || turn.now.monotonicMs < atMs) continue;
    if (isDying(old)) {
      promote(turn, slot.slot, successor);
      turn.updateSlot(slot.slot, { retiring: [...slot.retiring, old] });
      continue;
    }
    promote(turn, slot.slot, {
      ...successor,
      process: { ...successor.process, hasSettled: true },
    });
    const retired = turn.retire(old, successor.cause, successor.by, successor.why);
    turn.updateSlot(slot.slot, { retiring: [...slot.retiring, retired] });
    // Blocked still: it would not hear of the drain.
    const isHopeless = successor.cause === "unresponsive" && old.phase.kind === "unresponsive";
    if (isHopeless) turn.signal(old, "SIGKILL");
  }
}

export function takeOverAtMs(
  state: FleetState,
  old: WorkerProcess,
  successor: Successor,
): number | null {
  const { phase, readyAt, disconnectedAt } = successor.process;
  if (phase.kind !== "ready" || readyAt === null || disconnectedAt !== null) return null;
  // What dies serves nobody: there is nothing to go back to.
  return readyAt.monotonicMs + (isDying(old) ? 0 : state.policy.settleMs);
}

function meetTarget(turn: Turn): void {
  const { target } = turn.state;
  const has = () => stayingSlots(turn.state, "worker");
  while (has().length < target) {
    if (!makeWorkerOfSpare(turn)) addOne(turn, "worker");
  }
  for (const slot of excessOf(has(), target)) leave(turn, slot);
}

function meetSpares(turn: Turn): void {
  const wanted = wantedSpares(turn.state);
  const has = () => stayingSlots(turn.state, "spare");
  while (has().length < wanted) addOne(turn, "spare");
  for (const slot of excessOf(has(), wanted)) leave(turn, slot);
}

function excessOf(slots: readonly Slot[], wanted: number): Slot[] {
  return slots.toSorted(firstToLeave).slice(0, Math.max(0, slots.length - wanted));
}

/** A slot that was leaving is wanted again, else the lowest free number. */
function addOne(turn: Turn, role: Slot["role"]): void {
  const leaving = turn.state.slots.find((slot) => slot.holder.kind === "leaving");
  if (leaving !== undefined && leaving.holder.kind === "leaving") {
    const { process } = leaving.holder;
    turn.updateSlot(leaving.slot, {
      role,
      holder: { kind: "empty", since: turn.now },
      retiring: process === null ? leaving.retiring : [...leaving.retiring, process],
      history: FRESH_HISTORY,
    });
    return;
  }
  let number = 1;
  while (turn.slot(number) !== undefined) number += 1;
  turn.addSlot({
    slot: number,
    role,
    generation: turn.state.retiredGenerations.get(number) ?? 0,
    holder: { kind: "empty", since: turn.now },
    retiring: [],
    restarts: -1,
    history: FRESH_HISTORY,
    lastExit: null,
    vacantSince: null,
    replacedInMs: null,
    recycleNotBeforeMs: 0,
    hasListened: false,
  });
}

/** Those that serve nobody first, then the youngest; among equals the highest place. */
function firstToLeave(a: Slot, b: Slot): number {
  return usefulness(a) - usefulness(b) || forkedAtMs(b) - forkedAtMs(a) || b.slot - a.slot;
}

function usefulness(slot: Slot): number {
  if (slot.holder.kind !== "live") return 0;
  const { phase, disconnectedAt } = slot.holder.process;
  if (disconnectedAt !== null) return 0;
  if (phase.kind === "ready") return 3;
  // It may answer again, and has requests of its own.
  return phase.kind === "unresponsive" ? 2 : 1;
}

function forkedAtMs(slot: Slot): number {
  return slot.holder.kind === "live" ? slot.holder.process.forkedAt.monotonicMs : Infinity;
}

function whyItLeaves({ stopping }: FleetState, { role }: Slot): string {
  if (stopping) return "the supervisor stops";
  return role === "spare" ? "no worker is left to stand by for" : "scaled down";
}

function leave(turn: Turn, slot: Slot): void {
  const { holder } = slot;
  const cause = turn.state.stopping ? "shutdown" : "scale-down";
  const why = whyItLeaves(turn.state, slot);
  const by = turn.state.targetBy;
  if (holder.kind !== "live") {
    turn.updateSlot(slot.slot, { holder: { kind: "leaving", process: null, since: turn.now } });
    return;
  }
  const retire = (process: WorkerProcess) => turn.retire(process, cause, by, why);
  const process = retire(holder.process);
  const { successor } = holder;
  turn.updateSlot(slot.slot, {
    holder: { kind: "leaving", process, since: turn.now },
    retiring: successor === null ? slot.retiring : [...slot.retiring, retire(successor.process)],
  });
  turn.log({
    kind: "worker:draining",
    severity: "info",
    slot: slot.slot,
    pid: process.pid,
    generation: process.generation,
    by,
    message: `${why}, drains`,
  });
}

/** Spares first of all: a fork holds this process up, and what a spare needs is its answer. */
function fillEmptySlots(turn: Turn): void {
  wakeSpares(turn);
  forkFor(turn, "worker");
  if (!isWorkerStarting(turn.state)) forkFor(turn, "spare");
}

function forkFor(turn: Turn, role: Slot["role"]): void {
  for (const slot of turn.state.slots) {
    if (slot.role !== role || slot.holder.kind !== "empty") continue;
    const process = turn.fork(slot);
    turn.updateSlot(slot.slot, {
      holder: { kind: "live", process, successor: null },
      restarts: slot.restarts + 1,
    });
  }
}

function dropEmptyLeavers(turn: Turn): void {
  for (const slot of turn.state.slots) {
    const { holder } = slot;
    const isGone =
      holder.kind === "leaving" && holder.process === null && slot.retiring.length === 0;
    if (isGone) turn.removeSlot(slot.slot);
  }
}

/** Kills whatever is left, for a second signal to the supervisor. */
export function killAll(turn: Turn): void {
  for (const slot of turn.state.slots) {
    for (const process of processesOf(slot)) turn.signal(process, "SIGKILL");
  }
}
