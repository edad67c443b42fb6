import { killAtRandom, openStream, seeded, untilServing } from "@clusterdeck/testkit";
import { expect } from "vitest";
import { fixture, test } from "./support/supervise.ts";

const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT"] as const;
/** Under the 20 commands a second that a stream may bring. */
const MEAN_DELAY_MS = 60;
const MET_AGAIN_MS = 2_000;
const TEST_TIMEOUT_MS = 120_000;

test(
  "60 kills at random: all workers serve again within 2 s, and no handle or timer is left",
  async ({ supervise, load }) => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`seed ${seed}`);
    const random = seeded(seed);
    const startedMs = performance.now();
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 4, probe: true });
    // No request over HTTP: its connection would be kept open for a while, and counted.
    const stream = openStream(supervisor);
    await untilServing(stream, 4);
    // Where four workers take long to start, four that were killed take as long.
    const metAgainMs = Math.max(MET_AGAIN_MS, 2 * (performance.now() - startedMs));
    const kill = async (kills: number) => {
      const running = load(supervisor, { lanes: 2, pauseMs: 20 });
      const plan = { kills, signals: SIGNALS, meanDelayMs: MEAN_DELAY_MS, random };
      const done = await killAtRandom(supervisor, stream, plan);
      const { losses } = await running.stop();
      return { ...done, hung: losses["HUNG"] ?? 0 };
    };
    const held = async () => {
      const { active, openFiles } = await supervisor.holdings();
      return { active, openFiles };
    };

    // What is made at the first kill of a kind, and kept, is no leak.
    await kill(20);
    const before = await held();
    expect(before.active).toMatchObject({ ProcessWrap: 4 });
    const done = await kill(60);

    expect(done.metAgainMs).toBeLessThan(metAgainMs);
    expect(done.misreported).toEqual([]);
    expect(done.hung).toBe(0);
    expect(supervisor.log.lines.filter(({ event }) => event === "worker:failed")).toEqual([]);
    // The sockets of a process are closed in the turns after its end has been told.
    await expect.poll(held, { timeout: 15_000 }).toEqual(before);
    const { objects } = await supervisor.holdings();
    // Besides the four that live, at most one of each slot that the last turns still refer to.
    expect(objects["workers"]).toBeLessThanOrEqual(8);
    stream.close();
  },
  TEST_TIMEOUT_MS,
);
