import { performance } from "node:perf_hooks";
import { expect, vi } from "vitest";
import { ask, test } from "./support/supervise.ts";

const THREADS = 2;
/** Primes below it: some tenths of a second of a core. */
const WORK = "/primes?below=20000000";

test("while a pool of threads computes, the worker's CPU is high, its event loop is free, and it answers", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: "examples/cpu-heavy/server.js",
    workers: 1,
    env: { THREADS: String(THREADS) },
  });
  await supervisor.serving(1);

  const over = new AbortController();
  const computed: string[] = [];
  // One more than there are threads, so that none of them waits for work.
  const lanes = Array.from({ length: THREADS + 1 }, async () => {
    while (!over.signal.aborted) computed.push(await ask(supervisor, WORK));
  });
  try {
    await vi.waitFor(
      async () => {
        const { metrics, state } = await supervisor.worker(1);
        expect(state).toBe("serving");
        expect(metrics?.threads).toBe(THREADS);
        expect(metrics?.cpuPercent).toBeGreaterThan(60);
        expect(metrics?.eventLoopUtilization).toBeLessThan(0.3);
      },
      { timeout: 20_000, interval: 200 },
    );
    const before = performance.now();
    expect(JSON.parse(await ask(supervisor))).toHaveProperty("pid");
    expect(performance.now() - before).toBeLessThan(1_000);
  } finally {
    over.abort();
    await Promise.all(lanes);
  }
  expect(computed.map((text) => JSON.parse(text) as unknown)).toContainEqual(
    expect.objectContaining({ below: 20_000_000, primes: 1_270_607 }),
  );
}, 60_000);

test("work that asks for too much is refused, and the pool goes on", async ({ supervise }) => {
  const supervisor = await supervise({ entry: "examples/cpu-heavy/server.js", workers: 1 });
  await supervisor.serving(1);
  expect(await ask(supervisor, "/primes?below=1e12")).toContain("below must be a whole number");
  expect(JSON.parse(await ask(supervisor, "/primes?below=100"))).toMatchObject({ primes: 25 });
});
