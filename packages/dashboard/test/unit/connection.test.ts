import { CLOSE, PROTOCOL_VERSION } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { startConnection, transition } from "../../src/socket/connection-machine.ts";
import {
  isSilent,
  SILENCE_MS,
  wakeAtMs,
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
} from "../../src/socket/connection.ts";
import { staleSinceMs } from "../../src/store/selectors.ts";

/** The machine with a clock that is set by hand, and all effects it has asked for. */
function machine({ hasToken = true } = {}) {
  let nowMs = 1000;
  let known = hasToken;
  const effects: ConnectionEffect[] = [];
  const context = () => ({ nowMs, random: 0.5, hasToken: known });
  const first = startConnection(context());
  let state: Connection = first.state;
  effects.push(...first.effects);
  return {
    effects,
    state: () => state,
    setToken: (has: boolean) => {
      known = has;
    },
    send(event: ConnectionEvent) {
      const next = transition(state, event, context());
      state = next.state;
      effects.push(...next.effects);
      return state;
    },
    pass(ms: number) {
      nowMs += ms;
    },
    /** Goes to the moment the machine wants to be woken at, and wakes it. */
    wake() {
      const at = wakeAtMs(state);
      if (at === null) throw new Error(`nothing to wait for in ${state.phase}`);
      nowMs = Math.max(nowMs, at);
      return this.send({ type: "woken" });
    },
  };
}

const snapshot = { type: "caught-up", protocol: PROTOCOL_VERSION } as const;

function live() {
  const subject = machine();
  subject.send({ type: "opened" });
  subject.send(snapshot);
  return subject;
}

test("with a token the stream is opened at once, and live with its first snapshot", () => {
  const subject = machine();
  expect(subject.effects).toEqual(["open"]);
  expect(subject.send({ type: "opened" }).phase).toBe("connecting");
  expect(subject.send(snapshot)).toMatchObject({ phase: "live", roundTripMs: null });
});

test("without a token the server is asked first, and opened when it needs none", () => {
  const subject = machine({ hasToken: false });
  expect(subject.effects).toEqual(["probe"]);
  subject.send({ type: "probed", outcome: { answer: "ok" } });
  expect(subject.effects).toEqual(["probe", "open"]);
});

test("without a token a 401 asks the person for one", () => {
  const subject = machine({ hasToken: false });
  subject.send({ type: "probed", outcome: { answer: "unauthorized" } });
  expect(subject.state()).toEqual({ phase: "unauthorized", sinceMs: 1000, reason: "missing" });
  expect(wakeAtMs(subject.state())).toBeNull();
});

test("a refused stream is probed, and a wrong token is forgotten and asked for again", () => {
  const subject = machine();
  subject.send({ type: "closed", problem: null, code: null });
  expect(subject.effects).toEqual(["open", "probe"]);
  subject.send({ type: "probed", outcome: { answer: "unauthorized" } });
  expect(subject.state()).toEqual({ phase: "unauthorized", sinceMs: 1000, reason: "refused" });
  expect(subject.effects).toContain("forget-token");
});

test("a token that is given leads to a new try", () => {
  const subject = machine({ hasToken: false });
  subject.send({ type: "probed", outcome: { answer: "unauthorized" } });
  subject.setToken(true);
  expect(subject.send({ type: "token-given" }).phase).toBe("connecting");
  expect(subject.effects.at(-1)).toBe("open");
});

test("an absent server at the first try is called offline, and tried on", () => {
  const subject = machine();
  subject.send({ type: "closed", problem: null, code: null });
  subject.send({ type: "probed", outcome: { answer: "unreachable" } });
  expect(subject.state()).toMatchObject({ phase: "offline", attempt: 1 });
  subject.wake();
  expect(subject.effects.at(-1)).toBe("open");
});

test("a stream that ends because the token was changed asks for the new one", () => {
  const subject = live();
  const ended = subject.send({
    type: "closed",
    problem: "the token has been changed",
    code: CLOSE.unauthorized,
  });
  expect(ended).toEqual({ phase: "unauthorized", sinceMs: 1000, reason: "refused" });
  expect(subject.effects).toContain("forget-token");
});

const HOUR_MS = 3_600_000;
const tokenChanged = { type: "closed", problem: null, code: CLOSE.unauthorized } as const;

test("a token that is given an hour after the old one was changed: what is shown is an hour old", () => {
  const subject = live();
  subject.pass(500);
  subject.send(tokenChanged);
  expect(staleSinceMs(subject.state())).toBe(1500);
  subject.pass(HOUR_MS);
  expect(subject.send({ type: "token-given" })).toMatchObject({ phase: "connecting" });
  expect(staleSinceMs(subject.state())).toBe(1500);
  subject.send({ type: "closed", problem: null, code: null });
  subject.send({ type: "probed", outcome: { answer: "unreachable" } });
  expect(staleSinceMs(subject.state())).toBe(1500);
  subject.wake();
  subject.send({ type: "opened" });
  subject.send(snapshot);
  expect(staleSinceMs(subject.state())).toBeNull();
});

test("a token that is refused while trying again: what is shown is as old as before", () => {
  const subject = live();
  subject.send({ type: "closed", problem: null, code: null });
  subject.pass(HOUR_MS);
  subject.wake();
  subject.send({ type: "closed", problem: null, code: null });
  subject.send({ type: "probed", outcome: { answer: "unauthorized" } });
  expect(subject.state()).toMatchObject({ phase: "unauthorized", sinceMs: 1000 });
  subject.pass(HOUR_MS);
  subject.send({ type: "token-given" });
  expect(staleSinceMs(subject.state())).toBe(1000);
});

test("a token that is refused twice is forgotten once", () => {
  const subject = live();
  subject.send(tokenChanged);
  const before = subject.state();
  subject.pass(HOUR_MS);
  expect(subject.send(tokenChanged)).toBe(before);
  expect(subject.effects.filter((effect) => effect === "forget-token")).toHaveLength(1);
});

test("a lost live connection is reconnecting since that moment", () => {
  const subject = live();
  subject.pass(500);
  expect(subject.send({ type: "closed", problem: "going away", code: null })).toMatchObject({
    phase: "reconnecting",
    sinceMs: 1500,
    problem: "going away",
  });
});

test("a connection that fell silent is old since the last word, and its socket is dropped", () => {
  const subject = live();
  subject.pass(7000);
  subject.send({ type: "silent", lastHeardMs: 2000 });
  expect(subject.state()).toMatchObject({ phase: "reconnecting", sinceMs: 2000 });
  expect(subject.effects.at(-1)).toBe("drop");
  expect(isSilent(2000, 2000 + SILENCE_MS)).toBe(false);
  expect(isSilent(2000, 2001 + SILENCE_MS)).toBe(true);
});

test("half a minute of failed tries turns reconnecting into offline, with the same since", () => {
  const subject = live();
  subject.send({ type: "closed", problem: null, code: null });
  const { sinceMs } = subject.state() as { sinceMs: number };
  for (let tries = 0; tries < 40 && subject.state().phase === "reconnecting"; tries += 1) {
    subject.wake();
    subject.send({ type: "closed", problem: null, code: null });
    subject.send({ type: "probed", outcome: { answer: "unreachable" } });
  }
  expect(subject.state()).toMatchObject({ phase: "offline", sinceMs });
  expect(wakeAtMs(subject.state())).not.toBeNull();
});

test("a server that comes back after a long time is live at the next try", () => {
  const subject = live();
  subject.send({ type: "closed", problem: null, code: null });
  subject.wake();
  subject.send({ type: "opened" });
  expect(subject.send(snapshot).phase).toBe("live");
});

test("a try that gets no answer is given up and repeated", () => {
  const subject = machine();
  subject.wake();
  expect(subject.effects.at(-1)).toBe("drop");
  expect(subject.state()).toMatchObject({ phase: "offline", step: { at: "waiting" } });
});

test("a wake-up before its time changes nothing", () => {
  const subject = live();
  subject.send({ type: "closed", problem: null, code: null });
  const before = subject.state();
  expect(subject.send({ type: "woken" })).toBe(before);
});

test("try now starts at once and begins the backoff anew", () => {
  const subject = machine();
  subject.send({ type: "closed", problem: null, code: null });
  subject.send({ type: "probed", outcome: { answer: "unreachable" } });
  expect(subject.send({ type: "retry-now" })).toMatchObject({
    attempt: 0,
    step: { at: "opening" },
  });
});

test("another protocol version stops all tries", () => {
  const subject = machine();
  subject.send({ type: "opened" });
  subject.send({ type: "caught-up", protocol: PROTOCOL_VERSION + 1 });
  expect(subject.state()).toEqual({ phase: "protocol-mismatch", theirs: PROTOCOL_VERSION + 1 });
  expect(subject.effects.at(-1)).toBe("drop");
  expect(wakeAtMs(subject.state())).toBeNull();
});

test("a server that refuses for a reason of its own is tried on, with its words kept", () => {
  const subject = machine();
  subject.send({ type: "closed", problem: null, code: null });
  const outcome = { answer: "refused", problem: "This host name is not allowed." } as const;
  expect(subject.send({ type: "probed", outcome })).toMatchObject({
    phase: "offline",
    problem: "This host name is not allowed.",
  });
});

test("a pong is the round trip while live, and nothing when not", () => {
  const subject = live();
  expect(subject.send({ type: "pong", roundTripMs: 3 })).toMatchObject({ roundTripMs: 3 });
  subject.send({ type: "closed", problem: null, code: null });
  const before = subject.state();
  expect(subject.send({ type: "pong", roundTripMs: 9 })).toBe(before);
});
