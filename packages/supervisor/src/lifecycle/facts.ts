import type { EventKind, LastExit } from "@clusterdeck/shared";
import { exitVerdict, type ExitFacts, type Verdict } from "./exit-cause.ts";
import { exitHint } from "./exit-hint.ts";
import type { Autopsy, Phase, Readiness, Silence, WorkerProcess } from "./fleet-state.ts";
import type { PassedLimit } from "./limits.ts";
import { isLatchedBy, leaveSlot, settleLatch } from "./process-end.ts";
import { owesListening } from "./process-traits.ts";
import { recycle } from "./recycle.ts";
import { findProcess, inPhase, replaceProcess, type Turn } from "./turn.ts";

/** What happened to a process, as the outside reports it. Unknown launches are old news: ignored. */
export type Fact =
  | { readonly kind: "forked"; readonly launch: number; readonly pid: number }
  /** It has a listening socket, of whatever kind. */
  | { readonly kind: "listening"; readonly launch: number }
  /** A spare would listen now, or has loaded and listens to nothing. */
  | { readonly kind: "standby"; readonly launch: number }
  /** Its last server has been closed. */
  | { readonly kind: "closed"; readonly launch: number }
  /** It has closed its channel. */
  | { readonly kind: "disconnected"; readonly launch: number }
  /** Its entry has finished loading. */
  | { readonly kind: "loaded"; readonly launch: number }
  /** Nothing is in flight any more and no connection is open. */
  | { readonly kind: "drained"; readonly launch: number }
  | { readonly kind: "silent"; readonly launch: number; readonly because: Silence }
  | { readonly kind: "limit-passed"; readonly launch: number; readonly limit: PassedLimit }
  | { readonly kind: "answered"; readonly launch: number }
  | {
      readonly kind: "exited";
      readonly launch: number;
      readonly facts: ExitFacts;
      readonly inFlight: number;
    }
  /** The last of its stderr has been read. */
  | { readonly kind: "autopsied"; readonly launch: number; readonly facts: ExitFacts };

export function applyFact(turn: Turn, fact: Fact): void {
  if (fact.kind === "autopsied") return closeAutopsy(turn, fact.launch, fact.facts);
  const found = findProcess(turn.state, fact.launch);
  if (found === undefined) return;
  const { process } = found;
  switch (fact.kind) {
    case "forked":
      return replaceProcess(turn, { ...process, pid: fact.pid });
    case "listening":
      turn.updateSlot(found.slot.slot, { hasListened: true });
      return becomeReady(turn, process, "serving");
    case "standby":
      return becomeReady(turn, { ...process, holdsListening: true }, "standby");
    case "closed":
      return stopServing(turn, process);
    case "disconnected":
      return replaceProcess(turn, { ...process, disconnectedAt: turn.now });
    case "loaded":
      if (process.loadedAt === null) replaceProcess(turn, { ...process, loadedAt: turn.now });
      return;
    case "drained":
      // Nothing is left to lose: the app's own handler may now end it, or the default will.
      if (process.phase.kind === "draining") turn.signal(process, "SIGTERM");
      return;
    case "silent":
      return becomeUnresponsive(turn, process, fact.because);
    case "answered":
      return recover(turn, process);
    case "limit-passed":
      return recycle(turn, fact.launch, fact.limit);
    case "exited":
      return exited(turn, process, fact.facts, fact.inFlight);
  }
}

const READY_KIND = {
  serving: "worker:serving",
  running: "worker:running",
  standby: "worker:standby",
} as const satisfies Record<Readiness, EventKind>;

const READY_WORDS: Readonly<Record<Readiness, string>> = {
  serving: "serves",
  running: "runs without a socket",
  standby: "stands by as a warm spare",
};

export function becomeReady(turn: Turn, process: WorkerProcess, readiness: Readiness): void {
  const { phase } = process;
  const mayBecome =
    phase.kind === "starting" || (phase.kind === "ready" && phase.readiness === "running");
  // Without its channel it gets no connection, whatever it listens on.
  if (process.disconnectedAt !== null) return;
  if (!mayBecome || (phase.kind === "ready" && phase.readiness === readiness)) return;
  const found = findProcess(turn.state, process.launch);
  if (found === undefined) return;
  const ready: Phase = { kind: "ready", readiness };
  replaceProcess(turn, {
    ...inPhase(process, ready, turn.now),
    readyAt: process.readyAt ?? turn.now,
    closedAt: null,
  });
  const { slot, place } = found;
  if (place !== "holder") return;
  const vacant = slot.vacantSince;
  const replacedInMs = vacant === null ? null : turn.now.monotonicMs - vacant.monotonicMs;
  if (vacant !== null) turn.updateSlot(slot.slot, { vacantSince: null, replacedInMs });
  turn.log({
    kind: READY_KIND[readiness],
    severity: "good",
    slot: slot.slot,
    pid: process.pid,
    generation: process.generation,
    by: "app",
    message: readyMessage(readiness, replacedInMs),
  });
}

/** It may listen again; meanwhile it is not what it was called. */
function stopServing(turn: Turn, process: WorkerProcess): void {
  const { phase } = process;
  if (phase.kind !== "ready" && phase.kind !== "unresponsive") return;
  if (phase.readiness !== "serving") return;
  const closed = { ...process, closedAt: turn.now };
  if (findProcess(turn.state, process.launch)?.place === "successor") {
    const starting = inPhase(closed, { kind: "starting" }, turn.now);
    return replaceProcess(turn, { ...starting, readyAt: null });
  }
  replaceProcess(turn, inPhase(closed, { ...phase, readiness: "running" }, turn.now));
  logOf(turn, process, {
    kind: "worker:running",
    severity: "warning",
    message: "has closed its last server and serves nobody",
  });
}

function readyMessage(readiness: Readiness, replacedInMs: number | null): string {
  const words = READY_WORDS[readiness];
  return replacedInMs === null ? words : `${words}, replaced in ${Math.round(replacedInMs)} ms`;
}

const SILENCE_WORDS: Readonly<Record<Silence, string>> = {
  busy: "does not answer: its event loop is blocked",
  stopped: "is stopped (SIGSTOP); SIGCONT brings it back",
  debugger: "does not answer: paused in a debugger, or blocked while one is attached",
};

function becomeUnresponsive(turn: Turn, process: WorkerProcess, because: Silence): void {
  const { phase } = process;
  if (phase.kind !== "ready" && phase.kind !== "unresponsive") return;
  // A stopped one that goes on may still be busy, and a busy one be stopped: time counts anew.
  if (phase.kind === "unresponsive" && phase.because === because) return;
  const { readiness } = phase;
  replaceProcess(turn, inPhase(process, { kind: "unresponsive", readiness, because }, turn.now));
  logOf(turn, process, {
    kind: "worker:unresponsive",
    severity: "warning",
    message: SILENCE_WORDS[because],
  });
}

function recover(turn: Turn, process: WorkerProcess): void {
  if (process.phase.kind !== "unresponsive") return;
  const { readiness } = process.phase;
  const silentMs = turn.now.monotonicMs - process.phaseSince.monotonicMs;
  replaceProcess(turn, inPhase(process, { kind: "ready", readiness }, turn.now));
  logOf(turn, process, {
    kind: "worker:recovered",
    severity: "good",
    message: `answers again after ${(silentMs / 1000).toFixed(1)} s`,
  });
}

function logOf(
  turn: Turn,
  process: WorkerProcess,
  entry: Pick<Parameters<Turn["log"]>[0], "kind" | "severity" | "message">,
): void {
  const slot = findProcess(turn.state, process.launch)?.slot.slot ?? null;
  turn.log({ ...entry, slot, pid: process.pid, generation: process.generation, by: "app" });
}

function exited(turn: Turn, process: WorkerProcess, facts: ExitFacts, inFlight: number): void {
  const slot = findProcess(turn.state, process.launch)?.slot;
  if (slot === undefined) return;
  const autopsy: Autopsy = {
    launch: process.launch,
    slot: slot.slot,
    process,
    at: turn.now,
    inFlight,
  };
  turn.update({ autopsies: [...turn.state.autopsies, autopsy] });
  const verdict = verdictOf(turn, autopsy, facts);
  leaveSlot(turn, process, verdict);
  turn.updateSlot(slot.slot, { lastExit: lastExitOf(turn, autopsy, facts, verdict) });
}

function closeAutopsy(turn: Turn, launch: number, facts: ExitFacts): void {
  const autopsy = turn.state.autopsies.find((open) => open.launch === launch);
  if (autopsy === undefined) return;
  turn.update({ autopsies: turn.state.autopsies.filter((open) => open !== autopsy) });
  const verdict = verdictOf(turn, autopsy, facts);
  const lastExit = lastExitOf(turn, autopsy, facts, verdict);
  const slot = turn.slot(autopsy.slot);
  if (slot?.lastExit?.generation === lastExit.generation)
    turn.updateSlot(autopsy.slot, { lastExit });
  if (slot !== undefined && isLatchedBy(slot, lastExit.generation))
    settleLatch(turn, slot, verdict);

  turn.effects.push({ kind: "ended", slot: autopsy.slot, exit: lastExit });
  const { isAsked } = verdict;
  const { detail, hint, inFlight } = lastExit;
  const requests = inFlight === 1 ? "1 request was" : `${inFlight} requests were`;
  const asOf = facts.isInFlightExact === true ? "" : " at its last sample";
  const lost = inFlight > 0 ? `, ${requests} in flight${asOf}` : "";
  turn.log({
    kind: isAsked ? "worker:ended" : "worker:died",
    severity: isAsked ? "info" : "bad",
    slot: autopsy.slot,
    pid: lastExit.pid,
    generation: lastExit.generation,
    by: lastExit.by,
    message: `${endWord(isAsked, facts)}: ${detail}${lost}${hint === null ? "" : `: ${hint}`}`,
  });
}

function endWord(asked: boolean, { code, signal }: ExitFacts): string {
  if (asked) return "ended";
  return signal === null ? `exited with ${code ?? "no code"}` : `died of ${signal}`;
}

function verdictOf(turn: Turn, { process, at }: Autopsy, facts: ExitFacts): Verdict {
  const { intent, phase, loadedAt, closedAt } = process;
  return exitVerdict(facts, {
    intent,
    everReady: process.readyAt !== null,
    sinceSignalMs: intent?.kind === "signal" ? at.monotonicMs - intent.at.monotonicMs : null,
    graceMs: turn.state.policy.graceMs,
    hasClosedSinceSignal:
      closedAt !== null &&
      intent?.kind === "signal" &&
      closedAt.monotonicMs >= intent.at.monotonicMs,
    isGraceOver: phase.kind === "draining" && phase.forced,
    hasLoaded: loadedAt !== null,
    owedListening: owesListening(process),
  });
}

function lastExitOf(turn: Turn, autopsy: Autopsy, facts: ExitFacts, verdict: Verdict): LastExit {
  const { process, at, inFlight } = autopsy;
  const { cause, detail, by } = verdict;
  const slot = turn.slot(autopsy.slot);
  const isLatched = slot !== undefined && isLatchedBy(slot, process.generation);
  return {
    pid: process.pid,
    generation: process.generation,
    code: facts.code,
    signal: facts.signal,
    cause,
    by,
    detail,
    hint: exitHint(verdict, isLatched),
    at: at.epochMs,
    uptimeMs: at.monotonicMs - process.forkedAt.monotonicMs,
    inFlight,
    stderrTail: [...facts.stderrTail],
  };
}
