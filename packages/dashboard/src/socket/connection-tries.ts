/** How a try to connect begins, fails and waits for the next one. Pure. */
import { backoffMs } from "./backoff.ts";
import type {
  Connection,
  ConnectionContext,
  ConnectionEffect,
  Step,
  Transition,
  Trying,
  TryingState,
} from "./connection.ts";

const ATTEMPT_TIMEOUT_MS = 4000;
const OFFLINE_AFTER_MS = 30_000;

/** A live connection is gone: the first try comes soon. */
export function lost(
  sinceMs: number,
  problem: string | null,
  context: ConnectionContext,
  effects: readonly ConnectionEffect[],
): Transition {
  const nextAtMs = context.nowMs + backoffMs(0, context.random);
  return {
    state: {
      phase: "reconnecting",
      sinceMs,
      attempt: 0,
      problem,
      step: { at: "waiting", nextAtMs },
    },
    effects,
  };
}

/** A try has failed. */
export function waitForNext(
  state: TryingState,
  problem: string | null,
  context: ConnectionContext,
): Transition {
  const isLongGone =
    state.phase === "connecting" || context.nowMs - state.sinceMs >= OFFLINE_AFTER_MS;
  return stay({
    phase: isLongGone ? "offline" : state.phase,
    sinceMs: state.sinceMs,
    attempt: state.attempt + 1,
    problem,
    step: { at: "waiting", nextAtMs: context.nowMs + backoffMs(state.attempt, context.random) },
  });
}

/** Without a token it is worth asking first: a refused WebSocket would not say that one is needed. */
export function tryNow(
  phase: TryingState["phase"],
  known: Pick<Trying, "sinceMs" | "attempt" | "problem">,
  context: ConnectionContext,
): Transition {
  const { sinceMs, attempt, problem } = known;
  const deadlineMs = deadline(context);
  const step: Step = context.hasToken
    ? { at: "opening", deadlineMs }
    : { at: "probing", next: "open", deadlineMs };
  return {
    state: { phase, sinceMs, attempt, problem, step },
    effects: [context.hasToken ? "open" : "probe"],
  };
}

/** When the present step counts as failed. */
export function deadline(context: ConnectionContext): number {
  return context.nowMs + ATTEMPT_TIMEOUT_MS;
}

export function stay(state: Connection): Transition {
  return { state, effects: [] };
}
