import { advanceReload, settleRespawns } from "./reload.ts";
import { becomeReady } from "./facts.ts";
import type { FleetState, Policy, Slot, Stamp, Successor, WorkerProcess } from "./fleet-state.ts";
import { promote, replaceDisconnected } from "./process-end.ts";
import { FRESH_HISTORY } from "./restart-policy.ts";
import {
  isWorkerStarting,
  makeWorkerOfSpare,
  stayingSlots,
  wakeSpares,
  wantedSpares,
} from "./spares.ts";
import { findProcess, killFor, replaceProcess, type Turn } from "./turn.ts";
import { replaceUnresponsive, unresponsiveDeadlineMs } from "./unresponsive.ts";

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

export function processesOf(slot: Slot): WorkerProcess[] {
  const { holder } = slot;
  const processes: WorkerProcess[] = [...slot.retiring];
  if (holder.kind === "live") {
    processes.push(holder.process);
    if (holder.successor !== null) processes.push(holder.successor.process);
  }
  if (holder.kind === "leaving" && holder.process !== null) processes.push(holder.process);
  return processes;
}

function passDeadlines(turn: Turn): void {
  const nowMs = turn.now.monotonicMs;
  for (const slot of turn.state.slots) {
    if (slot.holder.kind === "backoff" && nowMs >= slot.holder.untilMs) {
      turn.updateSlot(slot.slot, { holder: { kind: "empty", since: turn.now } });
    }
    for (const process of processesOf(slot)) passProcessDeadline(turn, process);
  }
}

function passProcessDeadline(turn: Turn, process: WorkerProcess): void {
  const nowMs = turn.now.monotonicMs;
  const { phase } = process;
  const deadlineMs = processDeadlineMs(turn.state, process);
  if (deadlineMs === null || nowMs < deadlineMs) return;
  if (phase.kind === "draining") {
    replaceProcess(turn, { ...process, phase: { ...phase, forced: true } });
    turn.signal(process, "SIGKILL");
  } else if (process.disconnectedAt !== null) {
    replaceDisconnected(turn, process);
  } else if (phase.kind === "unresponsive") {
    replaceUnresponsive(turn, process);
  } else if (phase.kind === "starting" && mayRun(turn.state, process)) {
    const isSpare = findProcess(turn.state, process.launch)?.slot.role === "spare";
    becomeReady(turn, process, isSpare ? "standby" : "running");
  } else if (phase.kind === "starting") {
    killFor(turn, process, "boot-failure", whyNotReady(turn.state.policy, process));
  }
}

function whyNotReady(policy: Policy, process: WorkerProcess): string {
  if (owesListening(process)) {
    return `as a warm spare it did not listen within ${wokenTimeoutMs(policy) / 1000} s of its turn`;
  }
  const seconds = policy.readyTimeoutMs / 1000;
  return `not ready after ${seconds} s${process.loadedAt === null ? ": the entry has not finished loading" : ""}`;
}

/** A spare whose turn has come, and which was about to listen when it was held back. */
function owesListening({ wokenAt, holdsListening }: WorkerProcess): boolean {
  return wokenAt !== null && holdsListening;
}

function wokenTimeoutMs(policy: Policy): number {
  return Math.min(policy.readyTimeoutMs, policy.wokenTimeoutMs);
}

/**
 * A loaded process without a socket may be what it should be. Not so a replacement in a slot that
 * has listened: the old process would be drained for one that serves nobody.
 */
function mayRun(state: FleetState, process: WorkerProcess): boolean {
  if (process.loadedAt === null || owesListening(process)) return false;
  const found = findProcess(state, process.launch);
  return found === undefined || found.place !== "successor" || !found.slot.hasListened;
}

/** In a slot that has listened, listening is waited for up to the ready timeout. */
function runsSoon(state: FleetState, process: WorkerProcess): boolean {
  return mayRun(state, process) && findProcess(state, process.launch)?.slot.hasListened !== true;
}

/** When something must be done about a process; null when only events matter. */
export function processDeadlineMs(state: FleetState, process: WorkerProcess): number | null {
  const { phase } = process;
  if (phase.kind === "draining") return phase.forced ? null : phase.deadlineMs;
  if (process.intent?.kind === "retire") return null;
  if (process.disconnectedAt !== null) {
    return endsByItselfUntilMs(state, process, process.disconnectedAt);
  }
  if (phase.kind === "unresponsive") {
    return unresponsiveDeadlineMs(state, process);
  }
  if (phase.kind !== "starting") return null;
  const { policy } = state;
  const begin = process.wokenAt ?? process.forkedAt;
  const timeoutMs =
    begin.monotonicMs + (owesListening(process) ? wokenTimeoutMs(policy) : policy.readyTimeoutMs);
  if (!runsSoon(state, process) || process.loadedAt === null) return timeoutMs;
  return Math.min(timeoutMs, process.loadedAt.monotonicMs + policy.runningAfterMs);
}

/** How long one that has closed its channel may live on; one that got a signal has the grace. */
function endsByItselfUntilMs(
  { policy }: FleetState,
  { intent }: WorkerProcess,
  disconnectedAt: Stamp,
): number {
  const untilMs = disconnectedAt.monotonicMs + policy.endsAfterDisconnectMs;
  if (intent?.kind !== "signal") return untilMs;
  return Math.max(untilMs, intent.at.monotonicMs + policy.graceMs);
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

/** We have sent it SIGKILL, which nothing survives. */
function isDying({ intent }: WorkerProcess): boolean {
  return intent?.kind === "signal" && intent.signals.at(-1) === "SIGKILL";
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
