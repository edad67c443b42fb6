import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

/** The last exit of slot 1 once it is final: the log's line comes when stderr has been read. */
const autopsied = { "worker:died": true, "worker:ended": true } as Record<string, boolean>;

describe("a worker that dies", () => {
  test("by SIGKILL from outside is reported as such and comes back at once", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js") });
    const before = await supervisor.serving(2);
    process.kill(before.workers[0]?.pid ?? 0, "SIGKILL");
    await supervisor.log.next((line) => line.event === "worker:died");
    await supervisor.serving(2);
    const worker = await supervisor.worker(1);
    expect(worker).toMatchObject({ generation: 2, restarts: 1, state: "serving" });
    expect(worker.pid).not.toBe(before.workers[0]?.pid);
    expect(worker.lastExit).toMatchObject({
      pid: before.workers[0]?.pid,
      generation: 1,
      code: null,
      signal: "SIGKILL",
      cause: "external-signal",
    });
  });

  test("of an exhausted heap is out of memory, with the fatal line in the tail", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("exhausts-heap-on-request.js"),
      workers: 1,
      env: { NODE_OPTIONS: "--max-old-space-size=100" },
    });
    await supervisor.serving(1);
    await ask(supervisor);
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ code: null, signal: "SIGABRT", cause: "out-of-memory" });
    expect(lastExit?.stderrTail.join("\n")).toContain("heap out of memory");
  });

  test("of an uncaught error is a crash with the error's first line", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("throws-on-request.js"), workers: 1 });
    await supervisor.serving(1);
    await expect(ask(supervisor)).rejects.toThrow("fetch failed");
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ code: 1, signal: null, cause: "crash" });
    expect(lastExit?.detail).toBe("RangeError: no such page (throws-on-request.js:3)");
  });

  test("while a child of it holds stdout is noticed at once", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("leaves-a-child-on-stdout.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    const askedAt = Date.now();
    await ask(supervisor);
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    expect(Date.now() - askedAt).toBeLessThan(1_000);
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ code: 3, cause: "crash" });
  });

  test("because it closed its own channel leaves no zombie tile", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("closes-its-channel.js"), workers: 1 });
    await supervisor.log.next((line) => autopsied[line.event] === true);
    const worker = await supervisor.worker(1);
    expect(worker.lastExit).toMatchObject({ generation: 1, code: 0, cause: "clean-exit" });
  });
});

describe("a worker that does not boot", () => {
  test.for([
    ["throws-at-boot.js", "TypeError: nothing works (throws-at-boot.js:1)"],
    ["rejects-at-boot.mjs", "RangeError: not today (rejects-at-boot.mjs:1)"],
    ["misses-a-module.js", "Cannot find module 'no-such-module-anywhere'"],
  ])(
    "%s is tried five times, then latched, with its error shown",
    async ([file, detail], { supervise }) => {
      const supervisor = await supervise({ entry: fixture(file ?? ""), workers: 1 });
      await supervisor.log.next((line) => line.event === "worker:failed");
      const worker = await supervisor.worker(1);
      expect(worker).toMatchObject({ state: "failed", pid: null, generation: 5 });
      expect(worker.lastExit).toMatchObject({ code: 1, cause: "boot-failure" });
      expect(worker.lastExit?.detail).toContain(detail);
      expect(worker.commands).toContain("retry");
    },
  );

  test("because of a syntax error says which", async ({ supervise, folder }) => {
    const entry = join(folder, "broken.js");
    writeFileSync(entry, "const = 1;\n");
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit?.detail).toBe("SyntaxError: Unexpected token '='");
  });

  test("because it exits with 0, again and again, counts as unstable", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("exits-0-at-once.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:failed");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ code: 0, cause: "clean-exit" });
  });

  test("because its port is taken is latched at once and says what to do", async ({
    supervise,
  }) => {
    const first = await supervise({ entry: fixture("listens.js"), workers: 1 });
    await first.serving(1);
    const second = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      appPort: first.appPort,
    });
    const failed = await second.log.next((line) => line.event === "worker:failed");
    expect(failed.message).toContain(`port ${first.appPort} is taken (EADDRINUSE): stop what`);
    expect(await second.worker(1)).toMatchObject({ state: "failed", generation: 1 });
    expect(await ask(first)).toMatch(/^\d+$/);
  });

  test("because a top-level await never settles is not ready at the timeout", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("never-finishes-loading.mjs"),
      workers: 1,
      flags: ["--ready-timeout=2500"],
    });
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).toContain("not ready after 2.5 s: the entry has not finished loading");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ cause: "boot-failure" });
  });
});

describe("a worker without a socket", () => {
  test("that stays alive is running, and kept", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("never-listens.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:running");
    expect(await supervisor.worker(1)).toMatchObject({ state: "running", generation: 1 });
  });
});
