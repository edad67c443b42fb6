import type { ChangeMessage, ReloadStep } from "@clusterdeck/shared";
import { expect, test } from "vitest";
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
  feed.subscribe({
    change: (encoded) => {
      const { workers = [] } = JSON.parse(encoded) as ChangeMessage;
      for (const worker of workers) told.set(worker.slot, worker.reload);
    },
    metrics: () => {},
  });

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
