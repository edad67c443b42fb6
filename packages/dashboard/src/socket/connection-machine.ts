/**
 * How the connection moves on. Pure: an event and the time go in, the next state and the effects to
 * run come out.
 */
import { CLOSE, PROTOCOL_VERSION } from "@clusterdeck/shared";
import { deadline, lost, stay, tryNow, waitForNext } from "./connection-tries.ts";
import {
  isTrying,
  wakeAtMs,
  type Connection,
  type ConnectionContext,
  type ConnectionEvent,
  type ProbeOutcome,
  type Transition,
} from "./connection.ts";

/** @param sinceMs of what the page shows already; without it nothing is shown before now */
export function startConnection(context: ConnectionContext, sinceMs = context.nowMs): Transition {
  return tryNow("connecting", { sinceMs, attempt: 0, problem: null }, context);
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
    case "caught-up":
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
      return event.code === CLOSE.unauthorized
        ? refused(state, context)
        : closed(state, event.problem, context);
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
      return state.phase === "unauthorized" ? startConnection(context, state.sinceMs) : stay(state);
  }
}

/** The token was wrong, or is so from now on. */
function refused(state: Connection, context: ConnectionContext): Transition {
  if (state.phase !== "live" && !isTrying(state)) return stay(state);
  const sinceMs = state.phase === "live" ? context.nowMs : state.sinceMs;
  return {
    state: { phase: "unauthorized", sinceMs, reason: "refused" },
    effects: ["forget-token"],
  };
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
        ? refused(state, context)
        : stay({ phase: "unauthorized", sinceMs: state.sinceMs, reason: "missing" });
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
