import type {
  ChangeMessage,
  FleetTotals,
  MetricsMessage,
  SupervisorView,
} from "@clusterdeck/shared";
import { describe, expect, it } from "vitest";
import { createRecentChanges } from "../../src/stream/recent-changes.ts";

const EPOCH = "one";
const change = (seq: number): ChangeMessage => ({ type: "change", epoch: EPOCH, seq, at: seq });
const second = (at: number): MetricsMessage => ({
  type: "metrics",
  epoch: EPOCH,
  at,
  supervisor: {} as SupervisorView,
  totals: {} as FleetTotals,
  workers: [],
});

/** `changes` numbered from 1, and as many seconds. */
function recent(changes: number, seconds: number) {
  const kept = createRecentChanges();
  for (let seq = 1; seq <= changes; seq += 1) kept.addChange(change(seq));
  for (let count = 1; count <= seconds; count += 1) kept.addSecond(second(count * 1000));
  return kept;
}

describe("rule 7: a reader that comes back", () => {
  it("is told what it missed, and nothing twice", () => {
    const missed = recent(20, 10).since({ epoch: EPOCH, seq: 17, metricsAt: 8000 }, EPOCH, 20);
    expect(missed?.changes.map(({ seq }) => seq)).toEqual([18, 19, 20]);
    expect(missed?.seconds.map(({ at }) => at)).toEqual([9000, 10_000]);
  });

  it("has missed nothing when nothing has happened", () => {
    const missed = recent(20, 10).since({ epoch: EPOCH, seq: 20, metricsAt: 10_000 }, EPOCH, 20);
    expect(missed).toEqual({ changes: [], seconds: [] });
  });

  it("that came before the first second has missed all of them", () => {
    const missed = recent(2, 3).since({ epoch: EPOCH, seq: 2, metricsAt: 0 }, EPOCH, 2);
    expect(missed?.seconds).toHaveLength(3);
  });

  it.each([
    ["was with another supervisor", { epoch: "two", seq: 17, metricsAt: 8000 }],
    ["claims a number that was never given", { epoch: EPOCH, seq: 1001, metricsAt: 8000 }],
    ["missed more changes than are kept", { epoch: EPOCH, seq: 10, metricsAt: 100_000 }],
    ["was away for over twenty seconds", { epoch: EPOCH, seq: 990, metricsAt: 78_000 }],
    [
      "has a second that the clock, set back since, has yet to reach",
      { epoch: EPOCH, seq: 990, metricsAt: 160_000 },
    ],
  ])("gets a snapshot when it %s", (_when, point) => {
    expect(recent(1000, 100).since(point, EPOCH, 1000)).toBeNull();
  });
});
