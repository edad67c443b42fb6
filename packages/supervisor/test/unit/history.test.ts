import { HISTORY_SECONDS, type WorkerSample } from "@clusterdeck/shared";
import { describe, expect, it } from "vitest";
import { createHistory } from "../../src/metrics/history.ts";
import { workerMetrics } from "../../src/metrics/worker-metrics.ts";

const totals = {
  requestsPerSecond: 1,
  latencyP99Ms: null,
  cpuPercent: 2,
  rssBytes: 3,
  failuresPerSecond: 0,
};
const sample = (slot: number): WorkerSample => {
  const metrics = workerMetrics(null, { cpuPercent: slot, rssBytes: 100 * slot });
  if (metrics === null) throw new Error("no metrics");
  return { slot, generation: 1, metrics };
};

describe("five minutes of history", () => {
  it("holds no more than five minutes, the newest last", () => {
    const history = createHistory();
    for (let second = 0; second < HISTORY_SECONDS + 50; second += 1) {
      history.addSecond(second * 1000, { ...totals, cpuPercent: second }, [sample(1)]);
    }
    const read = history.read();
    expect(read.totals.cpuPercent).toHaveLength(HISTORY_SECONDS);
    expect(read.totals.cpuPercent.at(-1)).toBe(HISTORY_SECONDS + 49);
    expect(read.slots[0]?.rssBytes).toHaveLength(HISTORY_SECONDS);
    expect(read.endsAt).toBe((HISTORY_SECONDS + 49) * 1000);
  });

  it("aligns a slot that came later with the others", () => {
    const history = createHistory();
    history.addSecond(0, totals, [sample(1)]);
    history.addSecond(1000, totals, [sample(1), sample(2)]);
    expect(history.read().slots.map((slot) => slot.cpuPercent)).toEqual([
      [1, 1],
      [null, 2],
    ]);
  });

  it("forgets a slot of which nothing is left to show", () => {
    const history = createHistory();
    history.addSecond(0, totals, [sample(1), sample(2)]);
    for (let second = 1; second <= HISTORY_SECONDS; second += 1) {
      history.addSecond(second * 1000, totals, [sample(1)]);
    }
    expect(history.read().slots.map((slot) => slot.slot)).toEqual([1]);
  });

  it("keeps the state in which the window opens, and drops what was before it", () => {
    const history = createHistory();
    const transition = { slot: 1, pid: 1, generation: 1 };
    history.addTransitions([{ ...transition, at: 0, state: "starting" }]);
    history.addTransitions([{ ...transition, at: 10, state: "serving" }]);
    history.addTransitions([{ ...transition, at: 400_000, state: "draining" }]);
    expect(history.read().transitions.map(({ state }) => state)).toEqual(["serving", "draining"]);
  });
});
