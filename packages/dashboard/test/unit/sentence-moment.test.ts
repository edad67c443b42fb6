import { expect, test } from "vitest";
import { formatFullTime } from "../../src/format/time-of-day.ts";
import { sentenceMoment } from "../../src/tiles/sentence-moment.ts";
import { AT, lastExit, row } from "./fixtures.ts";

test("what a sentence counts up or down has its exact time, by the supervisor's clock", () => {
  const starting = row({ state: "starting", since: AT - 300 });
  expect(sentenceMoment(starting, AT)).toBe(`Started: ${formatFullTime(AT - 300)}`);
  const stuck = row({ state: "unresponsive", since: AT - 8000 });
  expect(sentenceMoment(stuck, AT)).toBe(`Since: ${formatFullTime(AT - 8000)}`);
  const waiting = row({ state: "backoff", pid: null, restartInMs: 3000 });
  expect(sentenceMoment(waiting, AT + 900)).toBe(`Next try: ${formatFullTime(AT + 3000)}`);
  const draining = row({ state: "draining", deadlineInMs: 5000 });
  expect(sentenceMoment(draining, AT + 900)).toBe(`At the latest: ${formatFullTime(AT + 5000)}`);
});

test("an end has its time for as long as it is news; a sentence that counts nothing has none", () => {
  const replaced = row({ lastExit: lastExit({ at: AT - 1000 }) });
  expect(sentenceMoment(replaced, AT)).toBe(`Ended: ${formatFullTime(AT - 1000)}`);
  expect(sentenceMoment(replaced, AT + 10 * 60_000)).toBeNull();
  expect(sentenceMoment(row(), AT)).toBeNull();
  expect(sentenceMoment(row({ state: "standby" }), AT)).toBeNull();
});
