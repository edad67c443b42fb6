import { describe, expect, test } from "vitest";
import { isSameLane, lanesOf, laneSummary, segmentsOf } from "../../src/lanes/segments.ts";
import { AT, event, moved } from "./fixtures.ts";

const span = { from: AT - 300_000, to: AT };
const laneOf = (...parameters: Partial<Parameters<typeof lanesOf>>) => {
  const [transitions = [moved(AT - 500_000)], events = []] = parameters;
  const [lane] = lanesOf(transitions, events, span);
  if (lane === undefined) throw new Error("there is no lane");
  return lane;
};

describe("the segments of a lane", () => {
  test("are whole, also where they begin before what is looked at, and the last one goes on", () => {
    const segments = segmentsOf(
      [moved(AT - 400_000), moved(AT - 100_000, { state: "draining" })],
      span,
    );
    expect(segments.map(({ state, since, until }) => [state, since - AT, until])).toEqual([
      ["serving", -400_000, AT - 100_000],
      ["draining", -100_000, null],
    ]);
  });

  test("are those of the part that is looked at", () => {
    const transitions = [
      moved(AT - 90_000),
      moved(AT - 60_000, { state: "draining" }),
      moved(AT - 30_000, { state: "starting" }),
    ];
    const part = { from: AT - 55_000, to: AT - 40_000 };
    expect(segmentsOf(transitions, part).map(({ state }) => state)).toEqual(["draining"]);
  });

  test("end where the slot was removed", () => {
    const segments = segmentsOf(
      [moved(AT - 50_000), moved(AT - 20_000, { state: null, pid: null })],
      span,
    );
    expect(segments.map(({ until }) => until)).toEqual([AT - 20_000]);
  });

  test("do not tell of a start whose pid came a moment later twice", () => {
    const starting = { state: "starting", generation: 2 } as const;
    const segments = segmentsOf(
      [moved(AT - 500, { ...starting, pid: null }), moved(AT - 500, { ...starting, pid: 4002 })],
      span,
    );
    expect(segments.map(({ pid }) => pid)).toEqual([4002]);
  });
});

test("a slot that left before the span has no lane", () => {
  const transitions = [moved(AT - 500_000), moved(AT - 400_000, { state: null })];
  expect(lanesOf(transitions, [], span)).toEqual([]);
});

describe("the marks of a lane", () => {
  test("are its own slot's, oldest first, and other events are none", () => {
    const lanes = lanesOf(
      [moved(AT - 500_000), moved(AT - 500_000, { slot: 2 })],
      [
        event(4, { kind: "worker:signalled", severity: "warning", at: AT - 3000, slot: 2 }),
        event(3, { kind: "worker:serving", at: AT - 4000, slot: 2 }),
        event(2, { kind: "worker:died", at: AT - 5000, slot: 2 }),
        event(1, { kind: "worker:died", at: AT - 900_000, slot: 2 }),
      ],
      span,
    );
    expect(lanes.map(({ slot, marks }) => [slot, marks.map(({ kind }) => kind)])).toEqual([
      [1, []],
      [2, ["died", "killed"]],
    ]);
  });

  test("tell a signal that ends a process from one that does not", () => {
    const signal = { kind: "worker:signalled", at: AT - 5000 } as const;
    const { marks } = laneOf(undefined, [
      event(2, { ...signal, severity: "info", message: "was sent SIGSTOP" }),
      event(1, { ...signal, severity: "warning", message: "was sent SIGKILL" }),
    ]);
    expect(marks.map(({ kind }) => kind)).toEqual(["killed", "signalled"]);
  });

  test("tell a recycling, which is no kill and no crash", () => {
    const lane = laneOf(undefined, [event(1, { kind: "worker:recycled", at: AT - 5000 })]);
    expect(lane.marks.map(({ kind }) => kind)).toEqual(["recycled"]);
    expect(laneSummary(lane).ends).toBe(0);
  });
});

test("a lane can be told in words", () => {
  const died = event(1, { kind: "worker:died", at: AT - 5000 });
  expect(laneSummary(laneOf(undefined, [died]))).toEqual({ state: "serving", ends: 1 });
  const removed = laneOf([moved(AT - 9000), moved(AT - 5000, { state: null })]);
  expect(laneSummary(removed).state).toBe("removed");
});

test("a lane is drawn anew for its own news alone", () => {
  const transitions = [moved(AT - 50_000)];
  const lane = laneOf(transitions);
  expect(isSameLane(lane, laneOf(transitions))).toBe(true);
  expect(isSameLane(lane, laneOf([...transitions, moved(AT - 10)]))).toBe(false);
  const death = event(1, { kind: "worker:died", at: AT - 10 });
  expect(isSameLane(lane, laneOf(transitions, [death]))).toBe(false);
});
