/**
 * The connection as the page sees it, and what can happen to it. `connection-machine.ts` moves it.
 *
 * - connecting: the first try since the page was opened. Fails over to offline.
 * - live: a snapshot has arrived and messages keep coming.
 * - reconnecting: was live, tries again. After half a minute it is called offline.
 * - offline: tries on, every few seconds.
 * - unauthorized: no token, or a refused one. Waits for a person.
 * - protocol-mismatch: the server speaks another version. Waits for the page to be loaded anew.
 *
 * Times are milliseconds of a monotonic clock. `sinceMs` of all that is not live says when what the page
 * shows stopped being so, through as many tries and tokens as it takes.
 */

/** No message for so long, pongs included, means that the connection is dead. */
export const SILENCE_MS = 5000;
export const PING_INTERVAL_MS = 2000;

/** How far the present try has come. */
export type Step =
  /** Asks over HTTP why, which a refused WebSocket cannot tell; then opens it, or waits. */
  | { at: "probing"; next: "open" | "wait"; deadlineMs: number }
  | { at: "opening"; deadlineMs: number }
  | { at: "awaiting-snapshot"; deadlineMs: number }
  | { at: "waiting"; nextAtMs: number };

export interface Trying {
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
  | { phase: "unauthorized"; sinceMs: number; reason: "missing" | "refused" }
  | { phase: "protocol-mismatch"; theirs: number };

export type ProbeOutcome =
  | { answer: "ok" }
  | { answer: "unauthorized" }
  | { answer: "refused"; problem: string }
  | { answer: "unreachable" };

export type ConnectionEvent =
  | { type: "opened" }
  /** The snapshot has come, or what was missed since the last one. */
  | { type: "caught-up"; protocol: number }
  | { type: "pong"; roundTripMs: number }
  /** `code` is RFC 6455's or one of ours; null when the other end gave none. */
  | { type: "closed"; problem: string | null; code: number | null }
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

/** When the machine wants to be woken, or null when only an event moves it on. */
export function wakeAtMs(state: Connection): number | null {
  if (!isTrying(state)) return null;
  return state.step.at === "waiting" ? state.step.nextAtMs : state.step.deadlineMs;
}

/** Whether nothing has been heard for so long that a live connection must be taken for dead. */
export function isSilent(lastHeardMs: number, nowMs: number): boolean {
  return nowMs - lastHeardMs > SILENCE_MS;
}

/** A connection that is not there, and that the page itself tries to get. */
export type TryingState = Extract<Connection, { step: Step }>;

export function isTrying(state: { readonly phase: string }): state is TryingState {
  return (
    state.phase === "connecting" || state.phase === "reconnecting" || state.phase === "offline"
  );
}
