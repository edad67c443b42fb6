import { expect, onTestFinished, test, vi } from "vitest";
import {
  detailAfter,
  failureWords,
  livesWith,
  NOTHING_YET,
  type DetailState,
} from "../../src/detail/detail-state.ts";
import { createLiveSource } from "../../src/detail/live-source.ts";
import { AT, detail, lastExit, metrics } from "./fixtures.ts";

const found = { type: "answered", answer: { answer: "found", detail: detail() } } as const;
const unreachable = { type: "answered", answer: { answer: "unreachable" } } as const;

test("what was found is kept when it cannot be brought up to date, and says so", () => {
  const known = detailAfter(NOTHING_YET, found);
  expect(known).toMatchObject({ at: "known", failure: null });
  const old = detailAfter(known, unreachable);
  expect(old).toMatchObject({ at: "known", failure: { answer: "unreachable" } });
  expect(detailAfter(old, found)).toMatchObject({ at: "known", failure: null });
});

test("what could not be had at all says why; a slot that nobody knows is missing", () => {
  expect(detailAfter(NOTHING_YET, unreachable)).toMatchObject({ at: "failed" });
  const missing = { type: "answered", answer: { answer: "no-such-slot" } } as const;
  expect(detailAfter(NOTHING_YET, missing)).toEqual({ at: "missing" });
  expect(failureWords({ answer: "unauthorized" }, true)).toContain("token");
  expect(failureWords({ answer: "refused", problem: "too much" }, true)).toContain("too much");
});

test("a second changes what is known, and nothing else", () => {
  const second = { type: "second", at: AT + 1000, metrics: metrics() } as const;
  expect(detailAfter(NOTHING_YET, second)).toBe(NOTHING_YET);
  const known = detailAfter(NOTHING_YET, found);
  const next = detailAfter(known, second) as Extract<DetailState, { at: "known" }>;
  expect(next.series.endsAt).toBe(AT + 1000);
  // The same second, as after any other change on the page.
  expect(detailAfter(next, second)).toBe(next);
});

test("an end that the stream has told of is in the list at once, and once", () => {
  const first = lastExit({ generation: 1, at: AT - 9000 });
  const second = lastExit({ generation: 2, at: AT - 1000 });
  expect(livesWith([first], second).map(({ generation }) => generation)).toEqual([2, 1]);
  expect(livesWith([second, first], second)).toEqual([second, first]);
  expect(livesWith([first], null)).toEqual([first]);
  // A snapshot has less of what it wrote last than the list has.
  const whole = lastExit({ generation: 2, stderrTail: ["a", "b"] });
  expect(livesWith([whole], lastExit({ generation: 2, stderrTail: ["b"] }))).toEqual([whole]);
});

test("what comes by itself is promised only while the connection is away: nothing asks again while it is live", () => {
  expect(failureWords({ answer: "unreachable" }, false)).toContain("comes by itself");
  expect(failureWords({ answer: "unreachable" }, true)).not.toContain("by itself");
  expect(failureWords({ answer: "unreachable" }, true)).toContain("try again");
});

test("a supervisor that never answers is waited for a while, and a page that asks no more hears at once", async () => {
  vi.stubGlobal(
    "fetch",
    (_path: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const nothing = { follow: () => () => {} };
  const feeds = { logs: nothing, conversation: nothing };
  const impatient = createLiveSource(() => null, feeds, 1);
  expect(await impatient.load(1, new AbortController().signal)).toEqual({ answer: "unreachable" });
  const gone = new AbortController();
  const answer = createLiveSource(() => null, feeds).load(1, gone.signal);
  gone.abort();
  expect(await answer).toEqual({ answer: "unreachable" });
});
