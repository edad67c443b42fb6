import { expect, test } from "vitest";
import { countdownOf } from "../../src/tiles/countdown.ts";
import { AT, row } from "./fixtures.ts";

test("a drain runs down from its beginning to the end of the grace", () => {
  const draining = row({ state: "draining", since: AT - 2000, deadlineInMs: 3000 });
  expect(countdownOf(draining)).toEqual({ kind: "drain", totalMs: 5000, elapsedMs: 2000 });
});

test("a wait before the next try runs down to it", () => {
  const waiting = row({ state: "backoff", since: AT, restartInMs: 800, pid: null });
  expect(countdownOf(waiting)).toEqual({ kind: "retry", totalMs: 800, elapsedMs: 0 });
});

test("an old process that finishes its work behind its replacement is counted down too", () => {
  const leaving = { pid: 4000, generation: 1, since: AT - 1000, deadlineInMs: 4000 };
  expect(countdownOf(row({ generation: 2, retiring: [leaving] }))).toEqual({
    kind: "drain",
    totalMs: 5000,
    elapsedMs: 1000,
  });
});

test("nothing runs down in a worker that serves, nor where no end is known", () => {
  expect(countdownOf(row())).toBeNull();
  expect(countdownOf(row({ state: "draining", deadlineInMs: null }))).toBeNull();
  expect(countdownOf(row({ state: "backoff", restartInMs: 0 }))).toBeNull();
});
