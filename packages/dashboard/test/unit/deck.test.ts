import { PROTOCOL_VERSION } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import {
  applyChange,
  applyMetrics,
  applyResumed,
  applySnapshot,
  LIFECYCLE_WINDOW_MS,
  MAX_EVENTS,
  pruneTransitions,
  resumePointOf,
} from "../../src/store/deck.ts";
import { AT, change, event, metrics, moved, sample, snapshot, worker } from "./fixtures.ts";

const deck = () => applySnapshot(snapshot(), 5000);

test("a snapshot is the whole truth, and tells the clock's offset", () => {
  const known = deck();
  expect(known.workers.map(({ slot }) => slot)).toEqual([1, 2]);
  expect(known.fleet).toMatchObject({ target: 2, readOnly: false });
  expect(known.clockOffsetMs + 5000).toBe(AT);
});

test("a change replaces its own row and leaves the other rows' references", () => {
  const before = deck();
  const after = applyChange(before, change(11, { workers: [worker({ generation: 2 })] }), 5100);
  expect(after?.workers[0]).toMatchObject({ worker: { generation: 2 }, receivedAtMs: 5100 });
  expect(after?.workers[1]).toBe(before.workers[1]);
  expect(after?.fleet).toBe(before.fleet);
  expect(after?.seq).toBe(11);
});

test("an added worker comes to its place, and a removed one is gone", () => {
  const added = applyChange(deck(), change(11, { workers: [worker({ slot: 3 })] }), 1);
  expect(added?.workers.map(({ slot }) => slot)).toEqual([1, 2, 3]);
  const removed = added && applyChange(added, change(12, { removed: [2] }), 1);
  expect(removed?.workers.map(({ slot }) => slot)).toEqual([1, 3]);
});

test("a change that was seen before is dropped", () => {
  const before = deck();
  expect(applyChange(before, change(10, { removed: [1] }), 1)).toBe(before);
});

test("a gap in the numbers, or another supervisor, asks for a snapshot", () => {
  expect(applyChange(deck(), change(12), 1)).toBeNull();
  expect(applyChange(deck(), change(11, { epoch: "two" }), 1)).toBeNull();
});

test("what was missed is applied at once: rows, events and the seconds of the lines", () => {
  const before = deck();
  const { type: _type, epoch: _epoch, ...second } = sample();
  const after = applyResumed(
    before,
    {
      ...change(17, { workers: [worker({ generation: 3 })], events: [event(7)] }),
      type: "resumed",
      protocol: PROTOCOL_VERSION,
      seconds: [second, { ...second, at: second.at + 1000 }],
    },
    9000,
  );
  expect(after).toMatchObject({ seq: 17, figures: { at: second.at + 1000 } });
  expect(after?.workers[0]?.worker.generation).toBe(3);
  expect(after?.workers[1]).toBe(before.workers[1]);
  expect(after?.events[0]?.id).toBe(7);
  expect(after === null ? null : resumePointOf(after)).toEqual({
    epoch: before.epoch,
    seq: 17,
    metricsAt: second.at + 1000,
  });
});

test("what another supervisor says was missed is not applied", () => {
  const missed = {
    ...change(17, { epoch: "two" }),
    type: "resumed" as const,
    protocol: PROTOCOL_VERSION,
    seconds: [],
  };
  expect(applyResumed(deck(), missed, 9000)).toBeNull();
});

test("events are kept newest first, and no more than fit", () => {
  const many = Array.from({ length: MAX_EVENTS }, (_, index) => event(index));
  const before = applySnapshot(
    snapshot({ history: { ...snapshot().history, events: many } }),
    5000,
  );
  expect(before.events[0]?.id).toBe(MAX_EVENTS - 1);
  const after = applyChange(before, change(11, { events: [event(900), event(901)] }), 1);
  expect(after?.events.slice(0, 3).map(({ id }) => id)).toEqual([901, 900, MAX_EVENTS - 1]);
  expect(after?.events).toHaveLength(MAX_EVENTS);
});

test("metrics change the figures alone", () => {
  const before = deck();
  const after = applyMetrics(before, sample(), 6000);
  expect(after.workers).toBe(before.workers);
  expect(after.figures.totals?.requestsPerSecond).toBe(200);
  expect(after.figures.slots.get(2)?.latest?.requestsPerSecond).toBe(90);
});

test("metrics of another supervisor are not mixed in", () => {
  const before = deck();
  expect(applyMetrics(before, sample({ epoch: "two" }), 6000)).toBe(before);
});

test("before the first sample no figure is known, and none is 0", () => {
  const { figures } = deck();
  expect(figures.totals).toBeNull();
  expect(figures.slots.get(1)?.latest).toBeNull();
  expect(figures.totalColumns.requestsPerSecond.every(Number.isNaN)).toBe(true);
});

test("the history that a newcomer is owed ends in the charts' last second", () => {
  const history = {
    ...snapshot().history,
    totals: {
      requestsPerSecond: [10, 20],
      latencyP99Ms: [null, 4],
      cpuPercent: [1, 2],
      rssBytes: [3, 4],
      failuresPerSecond: [0, 0],
    },
  };
  const { figures } = applySnapshot(snapshot({ history }), 5000);
  expect(figures.totals).toMatchObject({ requestsPerSecond: 20, latencyP99Ms: 4 });
  expect(figures.totalColumns.latencyP99Ms.at(-1)).toBe(4);
  expect(figures.totalColumns.latencyP99Ms.at(-2)).toBeNaN();
});

test("seconds whose sample was spared are a gap, not a shorter line", () => {
  const after = applyMetrics(deck(), sample({ at: AT + 3000 }), 8000);
  const column = after.figures.slots.get(1)?.requestsPerSecond;
  expect(column?.at(-1)).toBe(100);
  const next = applyMetrics(after, sample({ at: AT + 6000 }), 11_000);
  const line = next.figures.slots.get(1)?.requestsPerSecond;
  expect([...(line ?? [])].slice(-4)).toEqual([100, Number.NaN, Number.NaN, 100]);
});

test("a slot that brings no sample has no figures, and its line goes on as a gap", () => {
  const first = applyMetrics(deck(), sample(), 6000);
  const one = [{ slot: 1, generation: 1, metrics: metrics() }];
  const second = applyMetrics(first, sample({ at: AT + 2000, workers: one }), 7000);
  const gone = second.figures.slots.get(2);
  expect(gone?.latest).toBeNull();
  expect(gone?.requestsPerSecond.at(-1)).toBeNaN();
  expect(gone?.requestsPerSecond.at(-2)).toBe(90);
});

test("the clock's offset moves for a real difference and not for jitter", () => {
  const before = deck();
  expect(applyMetrics(before, sample(), 6040).clockOffsetMs).toBe(before.clockOffsetMs);
  expect(applyMetrics(before, sample(), 5500).clockOffsetMs).toBe(AT + 1000 - 5500);
});

test("transitions older than the window go, but for the state a slot entered it with", () => {
  const start = AT - LIFECYCLE_WINDOW_MS;
  const kept = pruneTransitions(
    [
      moved(start - 9000, { state: "starting" }),
      moved(start - 8000),
      moved(start - 7000, { slot: 2 }),
      moved(start - 6000, { slot: 2, state: null, pid: null }),
      moved(start + 1000, { state: "draining" }),
    ],
    start,
  );
  expect(kept.map(({ slot, state }) => [slot, state])).toEqual([
    [1, "serving"],
    [1, "draining"],
  ]);
});
