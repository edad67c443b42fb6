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
      by: "outside",
      detail: "SIGKILL from outside",
    });
    expect(worker.lastExit?.hint).toContain("dmesg");
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
    expect(lastExit).toMatchObject({
      code: null,
      signal: "SIGABRT",
      cause: "out-of-memory",
      by: "app",
    });
    expect(lastExit?.hint).toContain("--max-old-space-size");
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

  test("of an uncaught error says exactly how many requests were in flight", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("throws-at-the-fourth-request.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    // The fourth throws as soon as it is there: no sample can have seen it.
    await Promise.allSettled(Array.from({ length: 4 }, () => ask(supervisor)));
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).toContain("4 requests were in flight");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ cause: "crash", inFlight: 4 });
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
    ["throws-at-boot.js", "TypeError: nothing works (throws-at-boot.js:1)", "fix the error"],
    ["rejects-at-boot.mjs", "RangeError: not today (rejects-at-boot.mjs:1)", "fix the error"],
    [
      "misses-a-module.js",
      "Cannot find module 'no-such-module-anywhere'",
      "npm install no-such-module-anywhere",
    ],
  ])(
    "%s is tried five times, then latched, with its error and what to do",
    async ([file, detail, hint], { supervise }) => {
      const supervisor = await supervise({ entry: fixture(file ?? ""), workers: 1 });
      await supervisor.log.next((line) => line.event === "worker:failed");
      const worker = await supervisor.worker(1);
      expect(worker).toMatchObject({ state: "failed", pid: null, generation: 5 });
      expect(worker.lastExit).toMatchObject({ code: 1, cause: "boot-failure", by: "app" });
      expect(worker.lastExit?.detail).toContain(detail);
      expect(worker.lastExit?.hint).toContain(hint);
      expect(worker.lastExit?.hint).toContain("then retry the worker");
      expect(worker.note).toContain(`${worker.lastExit?.detail}: ${worker.lastExit?.hint}`);
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
    expect(lastExit?.hint).toContain("the line that stderr names first");
    expect(lastExit?.stderrTail[0]).toContain("broken.js:1");
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
    expect(await second.worker(1)).toMatchObject({
      state: "failed",
      generation: 1,
      lastExit: { detail: `port ${first.appPort} is taken (EADDRINUSE)` },
    });
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
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ cause: "boot-failure", by: "supervisor" });
    expect(lastExit?.hint).toContain("top-level await");
  });
});

describe("a worker without a socket", () => {
  test("that stays alive is running, and kept", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("never-listens.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:running");
    expect(await supervisor.worker(1)).toMatchObject({ state: "running", generation: 1 });
  });
});
