import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/lifecycle/fleet-state.ts";
import {
  afterAbnormalEnd,
  delayBeforeTry,
  FRESH_HISTORY,
} from "../../src/lifecycle/restart-policy.ts";

const policy = DEFAULT_POLICY.restart;
const MIDDLE = 0.5;

describe("the delay before a try", () => {
  it("is none for the first, then doubles from 100 ms to 15 s", () => {
    const delays = Array.from({ length: 10 }, (_, attempt) =>
      delayBeforeTry(attempt, policy, MIDDLE),
    );
    expect(delays).toEqual([0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 15_000]);
  });

  it("is spread by 20 % either way, so that slots do not try together", () => {
    expect(delayBeforeTry(1, policy, 0)).toBeCloseTo(80);
    expect(delayBeforeTry(1, policy, 1)).toBeCloseTo(120);
  });
});

describe("after an end that nobody asked for", () => {
  it("a worker is tried again at once", () => {
    const { next } = afterAbnormalEnd(FRESH_HISTORY, { nowMs: 0, readyForMs: 500 }, policy, MIDDLE);
    expect(next).toEqual({ kind: "now" });
  });

  it("the fifth within 30 s latches", () => {
    let history = FRESH_HISTORY;
    const kinds = [0, 5000, 10_000, 15_000, 20_000].map((nowMs) => {
      const after = afterAbnormalEnd(history, { nowMs, readyForMs: 100 }, policy, MIDDLE);
      history = after.history;
      return after.next.kind;
    });
    expect(kinds).toEqual(["now", "wait", "wait", "wait", "latch"]);
  });

  it("five that are spread over more than 30 s do not latch", () => {
    let history = FRESH_HISTORY;
    for (const nowMs of [0, 8000, 16_000, 24_000, 32_000]) {
      const after = afterAbnormalEnd(history, { nowMs, readyForMs: 100 }, policy, MIDDLE);
      history = after.history;
      expect(after.next.kind).not.toBe("latch");
    }
  });

  it("five boots that never got ready within 60 s latch, however slow", () => {
    let history = FRESH_HISTORY;
    const kinds = [0, 14_000, 28_000, 42_000, 56_000].map((nowMs) => {
      const after = afterAbnormalEnd(history, { nowMs, readyForMs: null }, policy, MIDDLE);
      history = after.history;
      return after.next.kind;
    });
    expect(kinds.at(-1)).toBe("latch");
  });

  it("30 s of stable life forgive what was before", () => {
    let history = FRESH_HISTORY;
    for (const nowMs of [0, 1000, 2000, 3000]) {
      history = afterAbnormalEnd(history, { nowMs, readyForMs: 10 }, policy, MIDDLE).history;
    }
    const { next } = afterAbnormalEnd(history, { nowMs: 4000, readyForMs: 30_000 }, policy, MIDDLE);
    expect(next).toEqual({ kind: "now" });
  });
});
