import type { Command, CommandResult } from "@clusterdeck/shared";
import { applyCommand } from "./commands.ts";
import type { Effect } from "./effect.ts";
import { applyFact, type Fact } from "./facts.ts";
import type { FleetState, Stamp } from "./fleet-state.ts";
import type { FullChannels } from "./messages.ts";
import { processDeadlineMs } from "./deadlines.ts";
import { killAll, reconcile, takeOverAtMs } from "./reconcile.ts";
import { sourceChanged } from "./source-changed.ts";
import { settlesAtMs } from "./reload.ts";
import { processesOf, Turn } from "./turn.ts";

const NONE_FULL: FullChannels = new Set();

export type FleetInput =
  | { readonly kind: "start"; readonly target: number }
  | {
      readonly kind: "command";
      readonly command: Command;
      readonly by: string;
      readonly full?: FullChannels;
    }
  | { readonly kind: "fact"; readonly fact: Fact }
  /** Files of the app have changed, as a person names them. */
  | { readonly kind: "source-changed"; readonly files: readonly string[] }
  /** A deadline may have passed. */
  | { readonly kind: "tick" }
  /** Drain all, fork no more. */
  | { readonly kind: "stop"; readonly why: string }
  /** Kill all, at once. */
  | { readonly kind: "abort" };

export interface Transition {
  readonly state: FleetState;
  readonly effects: readonly Effect[];
  /** Of a command; null for every other input. */
  readonly result: CommandResult | null;
}

/**
 * The one place where the fleet's state changes. Pure.
 *
 * @param random gives a number from 0 to 1, for the jitter of backoffs
 */
export function transition(
  state: FleetState,
  input: FleetInput,
  now: Stamp,
  random: () => number,
): Transition {
  const turn = new Turn(state, now, random);
  const result = apply(turn, input);
  reconcile(turn);
  return { state: turn.state, effects: turn.effects, result };
}

function apply(turn: Turn, input: FleetInput): CommandResult | null {
  switch (input.kind) {
    case "command":
      return applyCommand(turn, input.command, input.by, input.full ?? NONE_FULL);
    case "fact":
      applyFact(turn, input.fact);
      break;
    case "start":
      turn.update({ target: input.target });
      break;
    case "source-changed":
      sourceChanged(turn, input.files);
      break;
    case "stop":
      stop(turn, input.why);
      break;
    case "abort":
      turn.update({ target: 0, targetBy: "supervisor", reload: null, stopping: true });
      killAll(turn);
      break;
    case "tick":
      break;
  }
  return null;
}

function stop(turn: Turn, why: string): void {
  if (turn.state.stopping) return;
  turn.update({ target: 0, targetBy: "supervisor", reload: null, stopping: true });
  turn.log({
    kind: "supervisor:stopping",
    severity: "info",
    slot: null,
    pid: null,
    generation: null,
    by: "supervisor",
    message: why,
  });
}

/** The next moment at which a `tick` is due, in monotonic ms; null when only events matter. */
export function nextDeadlineMs(state: FleetState): number | null {
  let nextMs = Infinity;
  for (const slot of state.slots) {
    const { holder } = slot;
    if (holder.kind === "backoff") nextMs = Math.min(nextMs, holder.untilMs);
    if (holder.kind === "live" && holder.successor !== null) {
      nextMs = Math.min(nextMs, takeOverAtMs(state, holder.process, holder.successor) ?? Infinity);
    }
    nextMs = Math.min(nextMs, settlesAtMs(state, slot) ?? Infinity);
    for (const process of processesOf(slot)) {
      nextMs = Math.min(nextMs, processDeadlineMs(state, process) ?? Infinity);
    }
  }
  return nextMs === Infinity ? null : nextMs;
}
