/**
 * The connection as the page sees it. Pure: an event and the time go in, the next state and the
 * effects to run come out.
 *
 * - connecting: the first try since the page was opened. Fails over to offline.
 * - live: a snapshot has arrived and messages keep coming.
 * - reconnecting: was live, tries again. After half a minute it is called offline.
 * - offline: tries on, every few seconds.
 * - unauthorized: no token, or a refused one. Waits for a person.
 * - protocol-mismatch: the server speaks another version. Waits for the page to be loaded anew.
 *
 * Times are milliseconds of a monotonic clock.
 */
import { PROTOCOL_VERSION } from "@clusterdeck/shared";
import { backoffMs } from "./backoff.ts";

/** No message for so long, pongs included, means that the connection is dead. */
export const SILENCE_MS = 5000;
export const PING_INTERVAL_MS = 2000;
const ATTEMPT_TIMEOUT_MS = 4000;
const OFFLINE_AFTER_MS = 30_000;

/** How far the present try has come. */
export type Step =
  /** Asks over HTTP why, which a refused WebSocket cannot tell; then opens it, or waits. */
  | { at: "probing"; next: "open" | "wait"; deadlineMs: number }
  | { at: "opening"; deadlineMs: number }
  | { at: "awaiting-snapshot"; deadlineMs: number }
  | { at: "waiting"; nextAtMs: number };

interface Trying {
  sinceMs: number;
  /** Failed tries so far. */
  attempt: number;
  step: Step;
  /** What the server or the network said about the last failure. */
  problem: string | null;
}

export type Connection =
  | ({ phase: "connecting" } & Trying)
  | { phase: "live"; sinceMs: number; roundTripMs: number | null }
  | ({ phase: "reconnecting" } & Trying)
  | ({ phase: "offline" } & Trying)
  | { phase: "unauthorized"; reason: "missing" | "refused" }
  | { phase: "protocol-mismatch"; theirs: number };

export type ProbeOutcome =
  | { answer: "ok" }
  | { answer: "unauthorized" }
  | { answer: "refused"; problem: string }
  | { answer: "unreachable" };

export type ConnectionEvent =
  | { type: "opened" }
  | { type: "snapshot"; protocol: number }
  | { type: "pong"; roundTripMs: number }
  | { type: "closed"; problem: string | null }
  | { type: "probed"; outcome: ProbeOutcome }
  | { type: "silent"; lastHeardMs: number }
  /** The time that `wakeAtMs` named has come. */
  | { type: "woken" }
  | { type: "retry-now" }
  | { type: "token-given" };

export type ConnectionEffect = "open" | "probe" | "drop" | "forget-token";

export interface ConnectionContext {
  readonly nowMs: number;
  /** 0 to 1. */
  readonly random: number;
  readonly hasToken: boolean;
}

export interface Transition {
  readonly state: Connection;
  readonly effects: readonly ConnectionEffect[];
}

export function startConnection(context: ConnectionContext): Transition {
  return tryNow("connecting", { sinceMs: context.nowMs, attempt: 0, problem: null }, context);
}

export function transition(
  state: Connection,
  event: ConnectionEvent,
  context: ConnectionContext,
): Transition {
  switch (event.type) {
    case "opened":
      return isTrying(state)
        ? stay({ ...state, step: { at: "awaiting-snapshot", deadlineMs: deadline(context) } })
        : stay(state);
    case "snapshot":
      if (event.protocol !== PROTOCOL_VERSION) {
        return {
          state: { phase: "protocol-mismatch", theirs: event.protocol },
          effects: ["drop"],
        };
      }
      return isTrying(state)
        ? stay({ phase: "live", sinceMs: context.nowMs, roundTripMs: null })
        : stay(state);
    case "pong":
      return state.phase === "live"
        ? stay({ ...state, roundTripMs: event.roundTripMs })
        : stay(state);
    case "closed":
      return closed(state, event.problem, context);
    case "probed":
      return probed(state, event.outcome, context);
    case "silent":
      return state.phase === "live"
        ? lost(event.lastHeardMs, "the server fell silent", context, ["drop"])
        : stay(state);
    case "woken":
      return woken(state, context);
    case "retry-now":
      return isTrying(state) && state.step.at === "waiting"
        ? tryNow(state.phase, { ...state, attempt: 0 }, context)
        : stay(state);
    case "token-given":
      return state.phase === "unauthorized" ? startConnection(context) : stay(state);
  }
}

/** When the machine wants to be woken, or null when only an event moves it on. */
export function wakeAtMs(state: Connection): number | null {
  if (!isTrying(state)) return null;
  return state.step.at === "waiting" ? state.step.nextAtMs : state.step.deadlineMs;
}

/** Whether nothing has been heard for so long that a live connection must be taken for dead. */
export function isSilent(lastHeardMs: number, nowMs: number): boolean {
  return nowMs - lastHeardMs > SILENCE_MS;
}

type TryingState = Extract<Connection, { step: Step }>;

export function isTrying(state: Connection): state is TryingState {
  return (
    state.phase === "connecting" || state.phase === "reconnecting" || state.phase === "offline"
  );
}

function closed(state: Connection, problem: string | null, context: ConnectionContext): Transition {
  if (state.phase === "live") return lost(context.nowMs, problem, context, []);
  if (!isTrying(state)) return stay(state);
  if (state.step.at === "opening") {
    return {
      state: { ...state, step: { at: "probing", next: "wait", deadlineMs: deadline(context) } },
      effects: ["probe"],
    };
  }
  return state.step.at === "awaiting-snapshot" ? waitForNext(state, problem, context) : stay(state);
}

function probed(state: Connection, outcome: ProbeOutcome, context: ConnectionContext): Transition {
  if (!isTrying(state) || state.step.at !== "probing") return stay(state);
  switch (outcome.answer) {
    case "ok":
      if (state.step.next === "open") {
        return {
          state: { ...state, step: { at: "opening", deadlineMs: deadline(context) } },
          effects: ["open"],
        };
      }
      return waitForNext(state, "the server answers, but refused the stream", context);
    case "unauthorized":
      return context.hasToken
        ? { state: { phase: "unauthorized", reason: "refused" }, effects: ["forget-token"] }
        : stay({ phase: "unauthorized", reason: "missing" });
    case "refused":
      return waitForNext(state, outcome.problem, context);
    case "unreachable":
      return waitForNext(state, "the server cannot be reached", context);
  }
}

function woken(state: Connection, context: ConnectionContext): Transition {
  const dueAtMs = wakeAtMs(state);
  if (!isTrying(state) || dueAtMs === null || context.nowMs < dueAtMs) return stay(state);
  if (state.step.at === "waiting") return tryNow(state.phase, state, context);
  const { state: waiting } = waitForNext(state, "the server did not answer in time", context);
  return { state: waiting, effects: ["drop"] };
}

function lost(
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

function waitForNext(
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
function tryNow(
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

function deadline(context: ConnectionContext): number {
  return context.nowMs + ATTEMPT_TIMEOUT_MS;
}

function stay(state: Connection): Transition {
  return { state, effects: [] };
}
