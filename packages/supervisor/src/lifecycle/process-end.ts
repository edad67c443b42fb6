import type { Slot, Successor, WorkerProcess } from "./fleet-state.ts";
import { DISCONNECTED, isHopeless, neverRan, type Verdict } from "./exit-cause.ts";
import { exitHint } from "./exit-hint.ts";
import { afterAbnormalEnd } from "./restart-policy.ts";
import { findProcess, killFor, type Turn } from "./turn.ts";
import { blockedWords } from "./unresponsive.ts";

const RECYCLE_AGAIN_AFTER_MS = 30_000;

/** Takes an ended process out of its place and settles what its slot does next. */
export function leaveSlot(turn: Turn, process: WorkerProcess, verdict: Verdict): void {
  const found = findProcess(turn.state, process.launch);
  if (found === undefined) return;
  const { slot, place } = found;
  switch (place) {
    case "holder":
      return holderEnded(turn, slot, process, verdict);
    case "successor":
      return successorEnded(turn, slot, withHint(verdict));
    case "leaving":
      turn.updateSlot(slot.slot, { holder: { kind: "leaving", process: null, since: turn.now } });
      return;
    case "retiring": {
      const retiring = slot.retiring.filter((other) => other.launch !== process.launch);
      turn.updateSlot(slot.slot, { retiring });
    }
  }
}

/**
 * A process that has left the cluster and lives on, since a timer or a connection keeps it alive,
 * serves nobody and never will: its slot goes on as after an end of its own, and it drains.
 */
export function replaceDisconnected(turn: Turn, process: WorkerProcess): void {
  const number = findProcess(turn.state, process.launch)?.slot.slot;
  if (number === undefined) return;
  const { cause, by, detail } = DISCONNECTED;
  leaveSlot(turn, process, DISCONNECTED);
  const retired = turn.retire(process, cause, by, detail);
  const retiring = turn.slot(number)?.retiring ?? [];
  turn.updateSlot(number, { retiring: [...retiring, retired] });
  turn.log({
    kind: "worker:draining",
    severity: "warning",
    slot: number,
    pid: process.pid,
    generation: process.generation,
    by,
    message: `${detail}: it is replaced, and drains`,
  });
}

function holderEnded(turn: Turn, slot: Slot, process: WorkerProcess, verdict: Verdict): void {
  if (slot.holder.kind !== "live") return;
  const reloadedFrom = turn.state.reload?.from.get(slot.slot) ?? Infinity;
  // Of the new version, and it had the slot already: others must not follow it.
  const isNew = process.generation > reloadedFrom;
  if (isNew && !verdict.isAsked) failReload(turn, slot.slot, withHint(verdict));
  turn.updateSlot(slot.slot, { vacantSince: slot.vacantSince ?? turn.now, replacedInMs: null });
  if (slot.holder.successor !== null) return promote(turn, slot.slot, slot.holder.successor);
  if (verdict.isAsked) return vacate(turn, slot.slot);

  const readyForMs =
    process.readyAt === null ? null : turn.now.monotonicMs - process.readyAt.monotonicMs;
  const end = { nowMs: turn.now.monotonicMs, readyForMs, neverRan: neverRan(verdict) };
  const { restart } = turn.state.policy;
  const { history, next } = afterAbnormalEnd(slot.history, end, restart, turn.random());
  turn.updateSlot(slot.slot, { history });
  // A slot that has had its port lost it for a moment, to whatever was quicker: it may come back.
  if (isHopeless(verdict) && !slot.hasListened) return latch(turn, slot, null, verdict);
  if (next.kind === "now") return vacate(turn, slot.slot);
  if (next.kind === "latch") return latch(turn, slot, `crash loop, ${next.why}`, verdict);
  const untilMs = turn.now.monotonicMs + next.delayMs;
  turn.updateSlot(slot.slot, { holder: { kind: "backoff", since: turn.now, untilMs } });
  turn.log({
    kind: "worker:backoff",
    severity: "warning",
    slot: slot.slot,
    pid: null,
    generation: slot.generation,
    by: "supervisor",
    message: `is tried again in ${Math.round(next.delayMs)} ms`,
  });
}

/** @param loop what was too much; null when the first failure settled it */
function latch(turn: Turn, slot: Slot, loop: string | null, verdict: Verdict): void {
  const why = latchedWords(loop, verdict);
  turn.updateSlot(slot.slot, { holder: { kind: "failed", since: turn.now, loop, why } });
  turn.log({
    kind: "worker:failed",
    severity: "bad",
    slot: slot.slot,
    pid: null,
    generation: slot.generation,
    by: "supervisor",
    message: `given up until it is retried: ${why}`,
  });
}

function latchedWords(loop: string | null, verdict: Verdict): string {
  const hint = exitHint(verdict, true);
  return [loop, verdict.detail, hint].filter((part) => part !== null).join(": ");
}

/** Whether a slot was given up because of the process of this generation. */
export function isLatchedBy(slot: Slot, generation: number): boolean {
  return slot.holder.kind === "failed" && slot.generation === generation;
}

/** Stderr, read to its end, may have changed what a slot was given up for. */
export function settleLatch(turn: Turn, slot: Slot, verdict: Verdict): void {
  const { holder } = slot;
  if (holder.kind !== "failed") return;
  const why = latchedWords(holder.loop, verdict);
  turn.updateSlot(slot.slot, { holder: { ...holder, why } });
}

/** What happened and what to do, in one line. */
function withHint(verdict: Verdict): string {
  const hint = exitHint(verdict, false);
  return hint === null ? verdict.detail : `${verdict.detail}: ${hint}`;
}

function vacate(turn: Turn, slot: number): void {
  turn.updateSlot(slot, { holder: { kind: "empty", since: turn.now } });
}

/** The process that was booting as a replacement now holds the slot, ready or not. */
export function promote(turn: Turn, number: number, successor: Successor): void {
  const slot = turn.slot(number);
  if (slot === undefined) return;
  const { process } = successor;
  const isReady = process.phase.kind === "ready";
  const vacant = slot.vacantSince;
  turn.updateSlot(number, {
    holder: { kind: "live", process, successor: null },
    restarts: slot.restarts + 1,
    vacantSince: isReady ? null : vacant,
    replacedInMs: isReady && vacant !== null ? turn.now.monotonicMs - vacant.monotonicMs : null,
  });
  if (isReady) {
    turn.log({
      kind: slot.role === "spare" ? "worker:standby" : "worker:serving",
      severity: "good",
      slot: number,
      pid: process.pid,
      generation: process.generation,
      by: successor.by,
      message: "took over",
    });
  }
}

function successorEnded(turn: Turn, slot: Slot, detail: string): void {
  if (slot.holder.kind !== "live" || slot.holder.successor === null) return;
  const { cause, by } = slot.holder.successor;
  turn.updateSlot(slot.slot, {
    holder: { ...slot.holder, successor: null },
    recycleNotBeforeMs: turn.now.monotonicMs + RECYCLE_AGAIN_AFTER_MS,
  });
  if (cause === "reload") return failReload(turn, slot.slot, detail);
  const { process } = slot.holder;
  if (cause === "unresponsive" && process.phase.kind === "unresponsive") {
    return killFor(turn, process, cause, blockedWords(turn, process));
  }
  turn.log({
    kind: "restart:failed",
    severity: "bad",
    slot: slot.slot,
    pid: slot.holder.process.pid,
    generation: slot.holder.process.generation,
    by,
    message: `replacement did not come up, the old process goes on: ${detail}`,
  });
}

/**
 * A new version that does not come up, or dies as soon as it serves, ends the reload; the old workers
 * that are left go on serving, and no replacement that is on its way takes over from one.
 */
export function failReload(turn: Turn, slot: number, detail: string): void {
  const { reload } = turn.state;
  if (reload === null) return;
  turn.update({ reload: null });
  withdrawReplacements(turn, "the reload was stopped");
  turn.log({
    kind: "reload:failed",
    severity: "bad",
    slot,
    pid: null,
    generation: null,
    by: reload.by,
    message: `reload stopped, the old workers go on: ${detail}`,
  });
}

/** Those that a reload has on their way drain; whom they were to replace goes on. */
export function withdrawReplacements(turn: Turn, why: string): void {
  for (const { slot, holder, retiring } of turn.state.slots) {
    if (holder.kind !== "live" || holder.successor?.cause !== "reload") continue;
    const { process, by } = holder.successor;
    const retired = turn.retire(process, "reload", by, why);
    turn.updateSlot(slot, {
      holder: { ...holder, successor: null },
      retiring: [...retiring, retired],
    });
  }
}
