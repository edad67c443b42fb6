import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { ask, fixture, test } from "../support/supervise.ts";

/** For the superuser the right to all ports is given up; another one never had it. */
const WITHOUT_RIGHTS =
  process.getuid?.() === 0
    ? ["setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-all", "--"]
    : [];

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
    "fault 6: %s is tried five times, then latched, with its error and what to do",
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
      const tries = supervisor.log.lines.filter((line) => line.event === "worker:backoff");
      expect(tries).toHaveLength(3);
    },
  );

  test("fault 6: because of a syntax error says which", async ({ supervise, folder }) => {
    const entry = join(folder, "broken.js");
    writeFileSync(entry, "const = 1;\n");
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit?.detail).toBe("SyntaxError: Unexpected token '='");
    expect(lastExit?.hint).toContain("the line that stderr names first");
    expect(lastExit?.stderrTail[0]).toContain("broken.js:1");
  });

  test("fault 7: because it exits with 0, again and again, counts as unstable", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("exits-0-at-once.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:failed");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ code: 0, cause: "clean-exit" });
  });

  test("fault 8: because it never listens, and stays alive, is running, and kept", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("never-listens.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:running");
    expect(await supervisor.worker(1)).toMatchObject({ state: "running", generation: 1 });
  });

  test("fault 9: because a top-level await never settles is not ready at the timeout", async ({
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

  test("fault 15: because its port is taken is latched at once and says what to do", async ({
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

  test("fault 15: because its port is below 1024, without the right to it, is latched and says so", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      appPort: 81,
      wrapper: WITHOUT_RIGHTS,
    });
    const failed = await supervisor.log.next((line) => line.event === "worker:failed");
    expect(failed.message).toContain("port 81 may not be listened on (EACCES): ports below 1024");
    const worker = await supervisor.worker(1);
    expect(worker).toMatchObject({ state: "failed", generation: 1 });
    expect(worker.lastExit).toMatchObject({ cause: "boot-failure", code: 1 });
  });
});
