import type { ChangeMessage, ReloadStep, SnapshotMessage } from "@clusterdeck/shared";
import { expect, test, vi } from "vitest";
import { Feed, type FeedFacts } from "../../src/stream/feed.ts";
import { HEALTHY, Simulation } from "./support/simulation.ts";

const FACTS: FeedFacts = {
  supervisor: { pid: 1, version: "0.0.0", node: "v20.0.0", startedAt: 0, cores: 2 },
  app: { name: "app", entry: "app.js" },
  fleet: { spares: 0, balance: "round-robin", sticky: null, readOnly: false },
};

test("a reload that comes to a worker which is still starting is told of it, though it has not changed", async () => {
  const simulation = new Simulation();
  const isSlow = (launch: number) => launch === 2;
  simulation.behave = (launch) =>
    isSlow(launch) ? { ...HEALTHY, listensAfterMs: 10_000 } : HEALTHY;
  simulation.start(2).run(100);
  const now = () => ({ monotonicMs: simulation.nowMs, epochMs: simulation.nowMs });
  const feed = new Feed(FACTS, simulation.state, now);
  feed.setState(simulation.state);
  const told = new Map<number, ReloadStep | null>();
  feed.subscribe(
    {
      change: ({ data }) => {
        const { workers = [] } = JSON.parse(data.toString()) as ChangeMessage;
        for (const worker of workers) told.set(worker.slot, worker.reload);
      },
      metrics: () => {},
    },
    null,
  );

  simulation.command({ type: "reload" });
  feed.setState(simulation.state);
  await Promise.resolve();
  expect([...told]).toEqual([
    [1, "replacing"],
    [2, "waiting"],
  ]);

  simulation.run(2000);
  feed.setState(simulation.state);
  await Promise.resolve();
  expect(simulation.view(2)).toMatchObject({ state: "starting", reload: "replacing" });
  expect([...told]).toEqual([
    [1, "done"],
    [2, "replacing"],
  ]);
});

/** A feed with its state, and readers that keep the very buffers they were given. */
function feedWithReaders(readers: number) {
  const simulation = new Simulation().start(2).run(100);
  const now = () => ({ monotonicMs: simulation.nowMs, epochMs: simulation.nowMs });
  const feed = new Feed(FACTS, simulation.state, now);
  const frames = Array.from({ length: readers }, () => {
    const got: Buffer[] = [];
    const { first } = feed.subscribe(
      { change: ({ data }) => got.push(data), metrics: (data) => got.push(data) },
      null,
    );
    got.push(first.data);
    return got;
  });
  return { simulation, feed, frames };
}

const second = (at: number) => ({
  at,
  supervisor: { cpuPercent: 0, rssBytes: 0, loopDelayP99Ms: 0 },
  totals: {
    requestsPerSecond: 0,
    latencyP99Ms: null,
    cpuPercent: 0,
    rssBytes: 0,
    failuresPerSecond: 0,
  },
  samples: [],
});

test("rule 12: a snapshot, a change and a second are encoded once, however many read them", async () => {
  const { simulation, feed, frames } = feedWithReaders(100);
  simulation.command({ type: "kill", slot: 1 });
  feed.setState(simulation.state);
  await Promise.resolve();
  feed.addSecond(second(1000));
  await vi.waitFor(() => expect(frames.at(-1)).toHaveLength(3));
  const [first = []] = frames;
  expect(first).toHaveLength(3);
  for (const got of frames) {
    expect(got).toHaveLength(3);
    for (const [index, frame] of got.entries()) expect(frame).toBe(first[index]);
  }
});

test("rule 2: a newcomer's snapshot has the second that others were told before it came", () => {
  const { feed } = feedWithReaders(1);
  feed.addSecond(second(1000));
  const subscriber = { change: () => {}, metrics: () => {} };
  const { first } = feed.subscribe(subscriber, null);
  const { history } = JSON.parse(first.data.toString()) as SnapshotMessage;
  expect(history.endsAt).toBe(1000);
});

test("rule 12: what was missed is encoded once for all who missed the same", async () => {
  const { simulation, feed } = feedWithReaders(1);
  const { seq, epoch } = feed.snapshot();
  simulation.command({ type: "kill", slot: 1 });
  feed.setState(simulation.state);
  const resume = () =>
    feed.subscribe({ change: () => {}, metrics: () => {} }, { epoch, seq, metricsAt: 0 }).first;
  const first = resume();
  expect(JSON.parse(first.data.toString())).toMatchObject({ type: "resumed" });
  expect(resume()).toBe(first);
  feed.addSecond(second(1000));
  expect(resume()).not.toBe(first);
});

test("rule 12: with many readers, what happens in one turn of the loop is one change", async () => {
  const { simulation, feed, frames } = feedWithReaders(20);
  for (const slot of [1, 2]) {
    simulation.command({ type: "kill", slot });
    feed.setState(simulation.state);
    await Promise.resolve();
  }
  await vi.waitFor(() => expect(frames.at(-1)).toHaveLength(2));
  const changes = frames.map(([, change]) => JSON.parse(String(change)) as ChangeMessage);
  expect(changes.map(({ seq }) => seq)).toEqual(frames.map(() => changes[0]?.seq));
  expect(changes[0]?.workers?.map(({ slot }) => slot)).toEqual([1, 2]);
});

test("rule 12: nothing is encoded for nobody", async () => {
  const { simulation, feed } = feedWithReaders(0);
  const stringify = vi.spyOn(JSON, "stringify");
  feed.addSecond(second(1000));
  feed.addSecond(second(2000));
  const encodedSeconds = stringify.mock.calls.length;
  simulation.command({ type: "kill", slot: 1 });
  feed.setState(simulation.state);
  await Promise.resolve();
  const encoded = stringify.mock.calls.filter(([value]) => (value as { type?: string }).type);
  stringify.mockRestore();
  expect(encodedSeconds).toBe(0);
  expect(encoded).toEqual([]);
});
