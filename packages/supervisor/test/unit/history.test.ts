import { HISTORY_SECONDS, type FleetEvent, type WorkerSample } from "@clusterdeck/shared";
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

  it("keeps the newest states of a slot that changes all the time, and those of the others", () => {
    const history = createHistory();
    history.addTransitions([{ slot: 2, pid: 2, generation: 1, at: 0, state: "serving" }]);
    for (let at = 1; at <= 100; at += 1) {
      history.addTransitions([{ slot: 1, pid: at, generation: at, at, state: "starting" }]);
    }
    const { transitions } = history.read();
    expect(transitions.filter(({ slot }) => slot === 1).map(({ at }) => at)).toEqual(
      Array.from({ length: 30 }, (_, index) => 71 + index),
    );
    expect(transitions.filter(({ slot }) => slot === 2)).toHaveLength(1);
  });

  it("is short enough for a snapshot of 250 kB with 16 workers, however much has happened", () => {
    const history = createHistory();
    const digits = (at: number, slot: number) => 1000 / 3 + at / 7 + slot / 11;
    for (let second = 0; second < HISTORY_SECONDS; second += 1) {
      const at = 1_800_000_000_000 + second * 1000;
      const samples = Array.from({ length: 16 }, (_, index) =>
        busy(index + 1, digits(second, index)),
      );
      history.addSecond(
        at,
        { ...totals, requestsPerSecond: 54_321.5, rssBytes: 1_234_567_890 },
        samples,
      );
      for (const { slot } of samples) {
        history.addTransitions([
          { at, slot, state: "unresponsive", pid: 123_456, generation: 1000 },
        ]);
        history.addEvents([event(second * 16 + slot, at, slot)]);
      }
    }
    const read = history.read();
    expect(read.slots.every(({ cpuPercent }) => cpuPercent.length === HISTORY_SECONDS)).toBe(true);
    expect(read.events.length).toBeGreaterThan(100);
    // The rest of the snapshot is the workers as they are: 1 kB each.
    expect(JSON.stringify(read).length).toBeLessThan(230_000);
  });
});

function busy(slot: number, value: number): WorkerSample {
  const { metrics } = sample(slot);
  const eventLoopUtilization = value / 1000;
  const rssBytes = 98_765_432;
  return {
    slot,
    generation: 1,
    metrics: {
      ...metrics,
      cpuPercent: value / 3,
      requestsPerSecond: value * 10,
      latencyP99Ms: value,
      eventLoopUtilization,
      rssBytes,
    },
  };
}

function event(id: number, at: number, slot: number): FleetEvent {
  return {
    id,
    at,
    kind: "worker:unresponsive",
    severity: "warning",
    slot,
    pid: 123_456,
    generation: 1000,
    by: "supervisor",
    message: "has not answered for 5 s; its event loop is blocked",
  };
}
