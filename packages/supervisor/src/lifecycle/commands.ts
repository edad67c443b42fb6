import {
  MAX_WORKERS,
  type Command,
  type CommandResult,
  type CommandSignal,
} from "@clusterdeck/shared";
import type { Slot, WorkerProcess } from "./fleet-state.ts";
import { sendToAll, sendToOne, whyNoMessage, type FullChannels } from "./messages.ts";
import { refuse, type Outcome } from "./outcome.ts";
import { beginReload, reloadedWords } from "./reload.ts";
import { FRESH_HISTORY } from "./restart-policy.ts";
import { wakeBeside } from "./spares.ts";
import { replaceProcess, withIntent, type Turn } from "./turn.ts";

/** Signals after which a process is expected to end, unless it handles them. */
const ENDING_SIGNALS: ReadonlySet<CommandSignal> = new Set([
  "SIGKILL",
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "SIGUSR2",
]);

/**
 * Carries out one valid command. A refused one changes nothing.
 *
 * The rules by which operations never interleave:
 * - a slot takes one operation at a time: a restart while its replacement boots is `busy`;
 * - a reload while one runs is `busy`, and so is a restart, which the reload will do anyway;
 * - scaling is a wish, not an operation: the last one counts, during a reload too;
 * - a kill is always carried out at once: it is what a person asks for when all else is slow.
 */
export function applyCommand(
  turn: Turn,
  command: Command,
  by: string,
  full: FullChannels,
): CommandResult {
  const outcome = whyRefused(turn) ?? carryOut(turn, command, by, full);
  if (outcome.error !== undefined) {
    turn.log({
      kind: "command:refused",
      severity: "warning",
      slot: "slot" in command && command.slot !== "all" ? command.slot : null,
      pid: null,
      generation: null,
      by,
      message: `${command.type} refused: ${outcome.error.message}`,
    });
  }
  return { id: command.id ?? null, type: command.type, ...outcome };
}

/** What holds for every command. */
function whyRefused({ state }: Turn): Outcome | null {
  if (state.policy.readOnly) {
    return refuse("read-only", "This supervisor was started with --read-only.");
  }
  if (state.stopping) {
    return refuse("shutting-down", "The supervisor is stopping and takes no more commands.");
  }
  return null;
}

function carryOut(turn: Turn, command: Command, by: string, full: FullChannels): Outcome {
  switch (command.type) {
    case "scale":
      return scale(turn, command.target, by);
    case "fork":
      if (turn.state.target >= MAX_WORKERS) {
        return refuse("not-possible-now", `${MAX_WORKERS} workers is the most there can be.`);
      }
      return scale(turn, turn.state.target + 1, by);
    case "kill":
      return onSlot(turn, command, (slot) => kill(turn, slot, command.signal ?? "SIGKILL", by));
    case "restart":
      return onSlot(turn, command, (slot) => restart(turn, slot, by));
    case "retry":
      return onSlot(turn, command, (slot) => retry(turn, slot, by));
    case "reload":
      return reload(turn, by);
    case "message": {
      const { slot: place, generation } = command;
      const refusal = whyNoMessage(command);
      if (refusal !== null) return refusal;
      if (place === "all") return sendToAll(turn, command, by, full);
      const target = generation === undefined ? { slot: place } : { slot: place, generation };
      return onSlot(turn, target, (slot) => sendToOne(turn, slot, command, by, full));
    }
  }
}

function onSlot(
  turn: Turn,
  target: { readonly slot: number; readonly generation?: number },
  act: (slot: Slot) => Outcome,
): Outcome {
  const slot = turn.slot(target.slot);
  if (slot === undefined) {
    return refuse("no-such-slot", `There is no worker ${target.slot}.`);
  }
  const shown = shownGeneration(slot);
  if (target.generation !== undefined && target.generation !== shown) {
    return refuse(
      "stale-generation",
      `Worker ${slot.slot} is at generation ${shown}, not ${target.generation}: it has been replaced since.`,
    );
  }
  return act(slot);
}

/** The generation of the process that a person sees in the slot. */
export function shownGeneration(slot: Slot): number {
  const process = shownProcess(slot);
  return process === null ? slot.generation : process.generation;
}

export function shownProcess(slot: Slot): WorkerProcess | null {
  const { holder } = slot;
  return holder.kind === "live" || holder.kind === "leaving" ? holder.process : null;
}

function scale(turn: Turn, target: number, by: string): Outcome {
  const before = turn.state.target;
  if (target !== before) {
    turn.update({ target, targetBy: by });
    turn.log({
      kind: "fleet:scaled",
      severity: "info",
      slot: null,
      pid: null,
      generation: null,
      by,
      message: `scaled ${before} → ${target}`,
    });
  }
  return { status: target === before ? "done" : "accepted", target };
}

function kill(turn: Turn, slot: Slot, signal: CommandSignal, by: string): Outcome {
  const process = shownProcess(slot);
  if (process === null) {
    return refuse("not-possible-now", `Worker ${slot.slot} has no process now.`);
  }
  const keepsIntent = process.intent?.kind === "retire" || !ENDING_SIGNALS.has(signal);
  if (!keepsIntent) {
    const signals = [...recentSignals(turn, process), signal];
    replaceProcess(turn, withIntent(process, { kind: "signal", signals, by, at: turn.now }));
  }
  turn.signal(process, signal);
  turn.log({
    kind: "worker:signalled",
    severity: ENDING_SIGNALS.has(signal) ? "warning" : "info",
    slot: slot.slot,
    pid: process.pid,
    generation: process.generation,
    by,
    message: `was sent ${signal}`,
  });
  if (signal === "SIGKILL") wakeBeside(turn, slot.slot, by);
  return {
    status: "done",
    slot: slot.slot,
    generation: process.generation,
    signal,
    ...(process.pid === null ? {} : { pid: process.pid }),
  };
}

/** Of two signals in a row either may be the one that ends the process. */
function recentSignals(turn: Turn, { intent }: WorkerProcess): readonly CommandSignal[] {
  if (intent?.kind !== "signal") return [];
  const agoMs = turn.now.monotonicMs - intent.at.monotonicMs;
  return agoMs <= turn.state.policy.graceMs ? intent.signals : [];
}

function restart(turn: Turn, slot: Slot, by: string): Outcome {
  const refusal = whyNoRestart(turn, slot);
  if (refusal !== null) return refusal;
  if (slot.holder.kind !== "live") return retry(turn, slot, by);
  const process = turn.fork(slot);
  turn.updateSlot(slot.slot, {
    holder: {
      ...slot.holder,
      successor: { process, cause: "command", by, why: `restarted by ${by}` },
    },
  });
  return { status: "accepted", slot: slot.slot, generation: slot.holder.process.generation };
}

export function whyNoRestart(turn: Pick<Turn, "state">, slot: Slot): Outcome | null {
  const { holder } = slot;
  if (turn.state.reload !== null) {
    return refuse("busy", "A reload is going on; it restarts every worker.");
  }
  if (holder.kind === "leaving" || holder.kind === "empty") {
    return refuse(
      "not-possible-now",
      `Worker ${slot.slot} is being ${holder.kind === "leaving" ? "removed" : "forked"}.`,
    );
  }
  if (holder.kind !== "live") return null;
  if (holder.successor !== null) {
    return refuse("busy", `The replacement of worker ${slot.slot} is already starting.`);
  }
  if (holder.process.phase.kind === "starting") {
    return refuse("not-possible-now", `Worker ${slot.slot} is still starting.`);
  }
  return null;
}

function retry(turn: Turn, slot: Slot, by: string): Outcome {
  const { kind } = slot.holder;
  if (kind !== "backoff" && kind !== "failed") {
    return refuse("not-possible-now", `Worker ${slot.slot} is not waiting for a retry.`);
  }
  turn.updateSlot(slot.slot, {
    holder: { kind: "empty", since: turn.now },
    history: FRESH_HISTORY,
  });
  turn.log({
    kind: "worker:starting",
    severity: "info",
    slot: slot.slot,
    pid: null,
    generation: slot.generation + 1,
    by,
    message: "retried",
  });
  return { status: "done", slot: slot.slot };
}

function reload(turn: Turn, by: string): Outcome {
  if (turn.state.reload !== null) return refuse("busy", "A reload is already going on.");
  const busy = turn.state.slots.find(
    (slot) => slot.holder.kind === "live" && slot.holder.successor !== null,
  );
  if (busy !== undefined) {
    return refuse("busy", `Worker ${busy.slot} is being restarted; try again when it is done.`);
  }
  beginReload(turn, {
    by,
    files: [],
    message: (slots) => `rolling reload of ${reloadedWords(slots)}`,
  });
  return { status: "accepted" };
}
