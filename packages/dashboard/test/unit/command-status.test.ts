import { expect, test } from "vitest";
import {
  begin,
  commandKey,
  endedBetween,
  fail,
  forget,
  pendingIds,
  settle,
} from "../../src/commands/command-status.ts";

const kill = { type: "kill", slot: 3, generation: 2, signal: "SIGKILL" } as const;
const sent = (id: string) => ({ id, intent: kill, from: "button" }) as const;

test("a click is pending at once, under its own button's key", () => {
  const statuses = begin({}, sent("a"));
  expect(commandKey(kill)).toBe("kill:3");
  expect(statuses["kill:3"]).toMatchObject({ phase: "pending", id: "a" });
  expect(pendingIds(statuses)).toEqual(["a"]);
});

test("the result ends it", () => {
  const statuses = settle(begin({}, sent("a")), { id: "a", type: "kill", status: "done" });
  expect(statuses["kill:3"]?.phase).toBe("done");
});

test("a refusal keeps the supervisor's words for the place of the click", () => {
  const statuses = settle(begin({}, sent("a")), {
    id: "a",
    type: "kill",
    status: "failed",
    error: { code: "stale-generation", message: "Worker 3 is at generation 3, not 2." },
  });
  expect(statuses["kill:3"]).toMatchObject({
    phase: "failed",
    code: "stale-generation",
    message: "Worker 3 is at generation 3, not 2.",
  });
});

test("an answer to an older click of the same button changes nothing", () => {
  const statuses = begin(begin({}, sent("a")), sent("b"));
  expect(settle(statuses, { id: "a", type: "kill", status: "done" })).toBe(statuses);
  expect(settle(statuses, { id: null, type: "kill", status: "done" })).toBe(statuses);
});

test("a late failure does not undo an answer", () => {
  const done = settle(begin({}, sent("a")), { id: "a", type: "kill", status: "done" });
  expect(fail(done, "a", "No answer")).toBe(done);
});

test("only what has come to its end is forgotten", () => {
  const pending = begin({}, sent("a"));
  expect(forget(pending, "a")).toBe(pending);
  expect(forget(fail(pending, "a", "No answer"), "a")).toEqual({});
});

test("what has come to its end is told once, and a pending command not at all", () => {
  const pending = begin({}, sent("a"));
  const done = settle(pending, { id: "a", type: "kill", status: "done" });
  expect(endedBetween({}, pending)).toEqual([]);
  expect(endedBetween(pending, done)).toEqual([done["kill:3"]]);
  expect(endedBetween(done, done)).toEqual([]);
  expect(endedBetween(done, forget(done, "a"))).toEqual([]);
});
