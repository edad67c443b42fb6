import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

describe("a rolling reload", () => {
  test.for([
    { keepAlive: true, entry: "listens.js" },
    { keepAlive: false, entry: "listens.js" },
    { keepAlive: true, entry: "answers-slowly.js" },
  ])("under load loses no request (%j)", async ({ keepAlive, entry }, { supervise, load }) => {
    const supervisor = await supervise({ entry: fixture(entry), workers: 2 });
    await supervisor.serving(2);
    const running = load(supervisor, { lanes: 16, keepAlive });
    await running.answers(100);
    for (let round = 0; round < 3; round += 1) {
      const from = supervisor.log.lines.length;
      expect(await supervisor.command({ type: "reload" })).toMatchObject({ http: 202 });
      await supervisor.log.next((line) => line.event === "reload:finished", from);
    }
    await running.answers(100);
    const result = await running.stop();
    expect(result.losses).toEqual({});
    const { workers } = await supervisor.state();
    expect(workers.map((worker) => worker.generation)).toEqual([4, 4]);
  });

  test("to a version that throws at boot fails with the reason, and the old workers never stop", async ({
    supervise,
    load,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const env = { BREAK_FILE: breakFile };
    const supervisor = await supervise({ entry: fixture("breaks-when-told.js"), env });
    await supervisor.serving(2);
    const running = load(supervisor, { lanes: 4 });
    writeFileSync(breakFile, "throw");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed.message).toContain("Error: the new version is broken");
    const state = await supervisor.state();
    expect(state.reload).toBeNull();
    expect(state.workers.map(({ generation, state: word }) => [generation, word])).toEqual([
      [1, "serving"],
      [1, "serving"],
    ]);
    await running.answers(50);
    expect((await running.stop()).losses).toEqual({});
  });

  test("to a version that hangs at boot fails at the ready timeout", async ({
    supervise,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const supervisor = await supervise({
      entry: fixture("breaks-when-told.js"),
      env: { BREAK_FILE: breakFile },
      flags: ["--ready-timeout=1500"],
    });
    await supervisor.serving(2);
    writeFileSync(breakFile, "hang");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed.message).toContain("not ready after 1.5 s");
    await supervisor.serving(2);
    expect(await ask(supervisor)).toMatch(/^\d+$/);
  });
});

describe("scaling", () => {
  test("down and up under load loses no request", async ({ supervise, load }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 3 });
    await supervisor.serving(3);
    const running = load(supervisor, { lanes: 16, keepAlive: true });
    for (const target of [1, 3, 1]) {
      await supervisor.command({ type: "scale", target });
      await supervisor.serving(target);
      await running.answers(200);
    }
    expect((await running.stop()).losses).toEqual({});
  });

  test("to 0 refuses connections, and back serves again", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    await supervisor.command({ type: "scale", target: 0 });
    await supervisor.serving(0);
    await expect(ask(supervisor)).rejects.toThrow("fetch failed");
    expect((await supervisor.request("/readyz")).status).toBe(503);
    await supervisor.command({ type: "fork" });
    await supervisor.serving(1);
    expect(await ask(supervisor)).toMatch(/^\d+$/);
    expect((await supervisor.request("/readyz")).status).toBe(200);
  });
});

describe("draining", () => {
  test("gives the app's own SIGTERM handler its chance, once", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("handles-sigterm-slowly.js"), workers: 1 });
    await supervisor.serving(1);
    await supervisor.command({ type: "scale", target: 0 });
    await supervisor.log.next((line) => line.event === "worker:ended");
    const called = supervisor.log.lines.filter((line) => line.line === "handler called");
    expect(called).toHaveLength(1);
  });

  test("a worker that ignores SIGTERM is killed at the end of the grace", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("ignores-sigterm.js"),
      workers: 1,
      flags: ["--grace=700"],
    });
    await supervisor.serving(1);
    await supervisor.command({ type: "restart", slot: 1 });
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("killed when the grace was over");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({
      signal: "SIGKILL",
      cause: "command",
    });
  });
});
