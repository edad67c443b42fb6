import { expect, test } from "vitest";
import { lanesOf, laneSummary, percentAt, segmentsOf } from "../../src/lanes/segments.ts";
import { AT, event, moved } from "./fixtures.ts";

const window = { from: AT - 300_000, to: AT };

test("a lane is cut to the window and ends now", () => {
  const segments = segmentsOf(
    [moved(AT - 400_000), moved(AT - 100_000, { state: "draining" })],
    window,
  );
  expect(segments.map(({ state, from, to }) => [state, from - AT, to - AT])).toEqual([
    ["serving", -300_000, -100_000],
    ["draining", -100_000, 0],
  ]);
});

test("a removed slot's lane ends where it went", () => {
  const segments = segmentsOf(
    [moved(AT - 50_000), moved(AT - 20_000, { state: null, pid: null })],
    window,
  );
  expect(segments).toHaveLength(1);
  expect(segments[0]?.to).toBe(AT - 20_000);
});

test("a slot that left before the window has no lane", () => {
  const transitions = [moved(AT - 500_000), moved(AT - 400_000, { state: null })];
  expect(lanesOf(transitions, [], window)).toEqual([]);
});

test("kills and crashes are marks on their own slot's lane, and other events are none", () => {
  const lanes = lanesOf(
    [moved(AT - 500_000), moved(AT - 500_000, { slot: 2 })],
    [
      event(1, { kind: "worker:died", at: AT - 5000, slot: 2 }),
      event(2, { kind: "worker:signalled", at: AT - 4000, slot: 2 }),
      event(3, { kind: "worker:serving", at: AT - 3000, slot: 2 }),
      event(4, { kind: "worker:died", at: AT - 900_000, slot: 2 }),
    ],
    window,
  );
  expect(lanes.map(({ slot, marks }) => [slot, marks.map(({ kind }) => kind)])).toEqual([
    [1, []],
    [2, ["died", "signalled"]],
  ]);
});

test("a lane can be told in words", () => {
  const [lane] = lanesOf(
    [moved(AT - 500_000)],
    [event(1, { kind: "worker:died", at: AT - 5000 })],
    window,
  );
  expect(lane && laneSummary(lane)).toEqual({ state: "serving", ends: 1 });
});

test("a recycling has a mark of its own, and is no kill and no crash", () => {
  const [lane] = lanesOf(
    [moved(AT - 500_000)],
    [event(1, { kind: "worker:recycled", at: AT - 5000 })],
    window,
  );
  expect(lane?.marks.map(({ kind }) => kind)).toEqual(["recycled"]);
  expect(lane && laneSummary(lane).ends).toBe(0);
});

test("moments lie in the window by their share of it", () => {
  expect(percentAt(AT - 300_000, window)).toBe(0);
  expect(percentAt(AT - 150_000, window)).toBe(50);
  expect(percentAt(AT, { from: AT, to: AT })).toBe(0);
});
