import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { WebSocket } from "ws";
import { ask, fixture, test } from "../support/supervise.ts";

/** Resolves when one of these has not been answered for a while: it sticks in a worker. */
async function oneSticks(answers: readonly Promise<string>[]): Promise<void> {
  expect(await Promise.race([Promise.all(answers), delay(500, "stuck")])).toBe("stuck");
}

const isUnresponsive = (supervisor: Supervisor) =>
  supervisor.log.next((line) => line.event === "worker:unresponsive");

const pidOf = async (supervisor: Supervisor, slot: number) =>
  String((await supervisor.worker(slot)).pid);

describe("a worker that does not answer", () => {
  test("fault 2: because it is stopped is told apart from a busy one, others serve, and SIGCONT brings it back", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    const { workers } = await supervisor.serving(2);
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
    await isUnresponsive(supervisor);
    expect(await supervisor.worker(1)).toMatchObject({
      state: "unresponsive",
      note: "Stopped; SIGCONT brings it back",
      generation: 1,
    });
    const answered: string[] = [];
    const answers = Array.from({ length: 10 }, async () => answered.push(await ask(supervisor)));
    await vi.waitFor(() => expect(answered).toHaveLength(9), { timeout: 5_000 });
    expect(new Set(answered)).toEqual(new Set([String(workers[1]?.pid)]));
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGCONT" });
    await supervisor.log.next((line) => line.event === "worker:recovered");
    expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
    await Promise.all(answers);
    expect(answered.at(-1)).toBe(String(workers[0]?.pid));
  });

  test("fault 3: because of an infinite loop is unresponsive within 3 s, shows its CPU, and can be killed", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("blocks-on-request.js"), workers: 2 });
    await supervisor.serving(2);
    const pid = Number(await ask(supervisor, "/spin"));
    const blockedAt = Date.now();
    const line = await isUnresponsive(supervisor);
    expect(Date.now() - blockedAt).toBeLessThan(4_000);
    expect(line.pid).toBe(pid);
    const slot = line.slot ?? 0;
    await expect
      .poll(async () => (await supervisor.worker(slot)).metrics?.cpuPercent ?? 0, {
        timeout: 5_000,
      })
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

  test("because it is paused in a debugger is told as such, and never killed for it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("opens-an-inspector.js"),
      workers: 1,
      flags: ["--kill-unresponsive=300"],
    });
    const offered = await supervisor.log.next((line) => line.line?.includes("ws://") === true);
    await supervisor.serving(1);
    // Its samples say that an inspector is open.
    await vi.waitUntil(async () => (await supervisor.worker(1)).metrics?.heapUsedBytes, {
      timeout: 5_000,
    });
    const inspector = new WebSocket(/ws:\S+/.exec(offered.line ?? "")?.[0] ?? "");
    await once(inspector, "open");
    for (const [id, method] of ["Debugger.enable", "Debugger.pause"].entries()) {
      inspector.send(JSON.stringify({ id, method }));
    }
    await isUnresponsive(supervisor);
    expect(await supervisor.worker(1)).toMatchObject({
      note: "Paused in a debugger, or blocked while one is attached",
    });
    await delay(1_000);
    inspector.send(JSON.stringify({ id: 9, method: "Debugger.resume" }));
    await supervisor.log.next((line) => line.event === "worker:recovered");
    expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
    inspector.close();
  });
});

describe("fault 4: the only worker, frozen,", () => {
  test("and killed by --kill-unresponsive, is replaced first: all who wait are answered", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("blocks-on-request.js"),
      workers: 1,
      flags: ["--kill-unresponsive=300"],
    });
    await supervisor.serving(1);
    const pid = await ask(supervisor, "/spin");
    await delay(50);
    const answers = Array.from({ length: 6 }, () => ask(supervisor));
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("its event loop was blocked for");
    const answered = new Set(await Promise.all(answers));
    expect(answered).toEqual(new Set([String((await supervisor.worker(1)).pid)]));
    expect((await supervisor.worker(1)).lastExit).toMatchObject({
      pid: Number(pid),
      cause: "unresponsive",
      signal: "SIGKILL",
    });
    const order = supervisor.log.lines
      .filter((line) => ["worker:serving", "worker:ended"].includes(line.event))
      .map((line) => `${line.event} ${line.generation}`);
    expect(order).toEqual(["worker:serving 1", "worker:serving 2", "worker:ended 1"]);
  });

  test("and restarted by hand, is replaced first: all who wait are answered", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      flags: ["--grace=300"],
    });
    const { workers } = await supervisor.serving(1);
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
    const answers = Array.from({ length: 6 }, () => ask(supervisor));
    await oneSticks(answers);
    await supervisor.command({ type: "restart", slot: 1 });
    expect(await Promise.all(answers)).not.toContain(String(workers[0]?.pid));
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ signal: "SIGKILL" });
  });

  test("and killed by hand, has its connections closed, none left hanging and nothing of it kept", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1, probe: true });
    await supervisor.serving(1);
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
    const answers = Array.from({ length: 6 }, () => ask(supervisor));
    const ends = Promise.allSettled(answers);
    await oneSticks(answers);
    await supervisor.command({ type: "kill", slot: 1 });
    expect(new Set((await ends).map((end) => end.status))).toEqual(new Set(["rejected"]));
    await supervisor.serving(1);
    // Node's primary would keep the dead one, for an answer that never comes.
    await expect
      .poll(async () => (await supervisor.holdings()).objects["workers"], { timeout: 10_000 })
      .toBe(1);
  });
});

test("a connection that a stopped worker held when it was killed is served by another one", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  const { workers } = await supervisor.serving(2);
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
  // Of several connections one is handed to the stopped worker and sticks there.
  const answers = Array.from({ length: 6 }, () => ask(supervisor));
  await oneSticks(answers);
  await supervisor.command({ type: "kill", slot: 1 });
  expect(await Promise.all(answers)).not.toContain(String(workers[0]?.pid));
});

describe("a connection that a worker held when it died", () => {
  test("is closed, not left hanging, when the only other worker takes no more of them", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("never-answers-when-asked.js"),
      workers: 2,
      flags: ["--grace=25000"],
    });
    const { workers } = await supervisor.serving(2);
    const begun = Promise.allSettled([ask(supervisor, "/never"), ask(supervisor, "/never")]);
    // Each has one of them.
    await vi.waitFor(
      async () => {
        const state = await supervisor.state();
        expect(state.workers.map(({ metrics }) => metrics?.inFlight)).toEqual([1, 1]);
      },
      { timeout: 5_000 },
    );
    await supervisor.command({ type: "scale", target: 1 });
    await vi.waitFor(async () => expect(await ask(supervisor)).toBe(await pidOf(supervisor, 1)));
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
    const answers = [ask(supervisor)];
    const ends = Promise.allSettled(answers);
    await oneSticks(answers);
    await supervisor.command({ type: "kill", slot: 1 });
    const end = await Promise.race([ends, delay(5_000, "hangs")]);
    expect(end).toEqual([expect.objectContaining({ status: "rejected" })]);
    process.kill(workers[1]?.pid ?? 0, "SIGKILL");
    await begun;
  });

  test("is closed, and not given to another one, when its request may have been read already", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("dies-behind-a-full-channel.js"),
      workers: 2,
    });
    await supervisor.serving(2);
    const full = await ask(supervisor, "/fill");
    const answers = [ask(supervisor), ask(supervisor)];
    const ends = Promise.allSettled(answers);
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(String(died.pid)).toBe(full);
    const end = await Promise.race([ends, delay(10_000, "hangs")]);
    const statuses = Array.isArray(end) ? end.map(({ status }) => status) : end;
    expect(statuses).toContain("rejected");
  });
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
