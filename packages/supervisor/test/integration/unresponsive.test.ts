import { setTimeout as delay } from "node:timers/promises";
import { expect, vi } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

test("an infinite loop is unresponsive within 3 s, shows its CPU, and can be killed", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("blocks-on-request.js"), workers: 2 });
  await supervisor.serving(2);
  const pid = Number(await ask(supervisor, "/spin"));
  const blockedAt = Date.now();
  const line = await supervisor.log.next((one) => one.event === "worker:unresponsive");
  expect(Date.now() - blockedAt).toBeLessThan(4_000);
  expect(line.pid).toBe(pid);
  const slot = line.slot ?? 0;
  await expect
    .poll(async () => (await supervisor.worker(slot)).metrics?.cpuPercent ?? 0, { timeout: 5_000 })
    // Its share of a core, which on a busy machine is not all of it.
    .toBeGreaterThan(10);
  const worker = await supervisor.worker(slot);
  expect(worker).toMatchObject({ state: "unresponsive", note: "Event loop blocked" });
  expect(worker.metrics?.rssBytes).toBeGreaterThan(10_000_000);
  expect(worker.metrics?.requestsPerSecond).toBeNull();
  expect(await ask(supervisor)).not.toBe(String(pid));

  expect(await supervisor.command({ type: "kill", slot })).toMatchObject({ status: "done" });
  await supervisor.serving(2);
  expect((await supervisor.worker(slot)).lastExit).toMatchObject({
    pid,
    signal: "SIGKILL",
    cause: "command",
  });
});

test("a stopped worker is told apart from a busy one, and SIGCONT brings it back", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  await supervisor.serving(2);
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
  await supervisor.log.next((line) => line.event === "worker:unresponsive");
  expect(await supervisor.worker(1)).toMatchObject({
    state: "unresponsive",
    note: "Stopped; SIGCONT brings it back",
    generation: 1,
  });
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGCONT" });
  await supervisor.log.next((line) => line.event === "worker:recovered");
  expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
});

test("a connection that a stopped worker held when it was killed is served by another one", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  const { workers } = await supervisor.serving(2);
  const stopped = workers[0]?.pid;
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
  // Of several connections one is handed to the stopped worker and sticks there.
  const answers = Array.from({ length: 6 }, () => ask(supervisor));
  const first = await Promise.race([Promise.all(answers), delay(500, "stuck")]);
  expect(first).toBe("stuck");
  await supervisor.command({ type: "kill", slot: 1 });
  const pids = await Promise.all(answers);
  expect(pids).not.toContain(String(stopped));
});

test("a connection that the only worker held when it was killed is closed, not left hanging, and nothing of it is kept", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1, probe: true });
  await supervisor.serving(1);
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
  const answer = ask(supervisor).catch((error: unknown) => error);
  await delay(300);
  await supervisor.command({ type: "kill", slot: 1 });
  expect(await answer).toBeInstanceOf(Error);
  await supervisor.serving(1);
  // Node's primary would keep the dead one, for an answer that never comes.
  await expect
    .poll(async () => (await supervisor.holdings()).objects["workers"], { timeout: 10_000 })
    .toBe(1);
});

test("a worker that listens and then awaits its end at top level is serving, and measured", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens-then-awaits.mjs"), workers: 1 });
  await supervisor.serving(1);
  await vi.waitFor(
    async () =>
      expect((await supervisor.worker(1)).metrics?.heapUsedBytes).toEqual(expect.any(Number)),
    { timeout: 5_000 },
  );
  await delay(3_500);
  expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
});
