import { becomeReady } from "./facts.ts";
import type { FleetState, Policy, Stamp, WorkerProcess } from "./fleet-state.ts";
import { replaceDisconnected } from "./process-end.ts";
import { isDying, owesListening } from "./process-traits.ts";
import { findProcess, killFor, processesOf, replaceProcess, type Turn } from "./turn.ts";
import { replaceUnresponsive, unresponsiveDeadlineMs } from "./unresponsive.ts";

/** Does what is due: of slots that wait, and of every process. */
export function passDeadlines(turn: Turn): void {
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
  // What has been told to end, or dies, is waited for.
  if (process.intent?.kind === "retire" || isDying(process)) return null;
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
