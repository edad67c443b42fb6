import type { CommandAnswer, Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { ask, fixture, test } from "../support/supervise.ts";

describe("scaling", () => {
  test("fault 23: to 0 refuses connections, and back serves again", async ({ supervise }) => {
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

  test("fault 29: down and up under load loses no request", async ({ supervise, load }) => {
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
});

/** What was answered, in a word. */
const wordOf = ({ status, code }: CommandAnswer): string => code ?? String(status);

async function reloading(supervisor: Supervisor, workers: number): Promise<void> {
  await supervisor.serving(workers);
  expect(wordOf(await supervisor.command({ type: "reload" }))).toBe("accepted");
}

const isReloaded = (supervisor: Supervisor) =>
  supervisor.log.next((line) => line.event === "reload:finished");

describe("fault 24: during a reload", () => {
  test("scaling is a wish: the last one counts, and nothing is lost", async ({
    supervise,
    load,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 3 });
    await reloading(supervisor, 3);
    const running = load(supervisor, { lanes: 8 });
    for (const target of [5, 1, 4, 2]) {
      expect(wordOf(await supervisor.command({ type: "scale", target }))).toBe("accepted");
    }
    await isReloaded(supervisor);
    const { workers } = await supervisor.serving(2);
    expect(workers.map((worker) => worker.slot)).toEqual([1, 2]);
    for (const worker of workers) expect(worker.generation).toBeGreaterThan(1);
    await running.answers(50);
    expect((await running.stop()).losses).toEqual({});
  });

  test("a kill is carried out at once, and its respawn counts as reloaded", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 3 });
    await reloading(supervisor, 3);
    expect(wordOf(await supervisor.command({ type: "kill", slot: 3 }))).toBe("done");
    expect(wordOf(await supervisor.command({ type: "kill", slot: 1 }))).toBe("done");
    const finished = await isReloaded(supervisor);
    expect(finished.message).toBe("reload finished, 3 of 3");
    const { workers } = await supervisor.serving(3);
    // One that was killed is new already, and is not replaced again.
    expect(workers.map((worker) => worker.generation)).toEqual([2, 2, 2]);
    expect(workers[2]?.lastExit).toMatchObject({ cause: "command", signal: "SIGKILL" });
  });

  test("a second one, by another client at the same time, is refused as busy, and so is a restart", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    const answers = await Promise.all([
      supervisor.command({ type: "reload" }),
      supervisor.command({ type: "reload" }),
      supervisor.command({ type: "restart", slot: 2 }),
    ]);
    expect(answers.map(wordOf).toSorted()).toEqual(["accepted", "busy", "busy"]);
    await isReloaded(supervisor);
    const { workers } = await supervisor.serving(2);
    expect(workers.map((worker) => worker.generation)).toEqual([2, 2]);
  });
});

test("fault 24: two people who press everything at once end with the wish that came last, and no process too many", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  await supervisor.serving(2);
  const press = async () => {
    for (const target of [4, 1, 3]) {
      await supervisor.command({ type: "scale", target });
      await supervisor.command({ type: "restart", slot: 1 });
      await supervisor.command({ type: "reload" });
      await supervisor.command({ type: "kill", slot: 2 });
    }
  };
  await Promise.all([press(), press()]);
  await supervisor.command({ type: "scale", target: 2 });
  await expect
    .poll(
      async () => {
        const { reload, target, workers } = await supervisor.state();
        const states = workers.map((worker) => worker.state);
        return { reload, target, states, processes: supervisor.processes().length };
      },
      { timeout: 20_000 },
    )
    .toEqual({ reload: null, target: 2, states: ["serving", "serving"], processes: 3 });
});
