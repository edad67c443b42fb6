import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, onTestFinished } from "vitest";
import { killed } from "./support/kill.ts";
import { ask, fixture, test } from "./support/supervise.ts";

const spares = (count: number) => ["--spares", String(count)];

async function standbyOf(supervisor: Supervisor) {
  const { workers } = await supervisor.state();
  const spare = workers.find(({ state }) => state === "standby");
  if (spare === undefined) throw new Error("no spare stands by");
  return spare;
}

describe("with warm spares", () => {
  test.for([
    ["examples/http/server.js"],
    ["examples/express/server.js"],
    ["examples/fastify-esm/server.js"],
    ["examples/typescript/server.ts"],
    ["examples/self-forking/server.js"],
  ])("%s dies, and the spare listens in its place", async ([entry], { supervise }) => {
    const supervisor = await supervise({ entry: entry ?? "", workers: 1, flags: spares(1) });
    const before = await supervisor.serving(1);
    expect(before.workers.map(({ slot, state }) => [slot, state])).toEqual([
      [1, "serving"],
      [2, "standby"],
    ]);
    const spare = await standbyOf(supervisor);
    expect(await killed(supervisor, 1)).toMatchObject({ pid: spare.pid, generation: 2 });
    expect(await ask(supervisor)).not.toBe("");
    const after = await supervisor.serving(1);
    expect(after.workers[0]).toMatchObject({ slot: 1, pid: spare.pid, restarts: 1 });
    expect(after.workers[1]?.pid).not.toBe(spare.pid);
    expect(after.app.ports).toEqual([supervisor.appPort]);
  });

  test("nobody but the workers is asked", async ({ supervise, load }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 2,
      flags: spares(2),
    });
    const { workers } = await supervisor.serving(2);
    const running = load(supervisor, { lanes: 8 });
    const seen = new Set<string>();
    for (let asked = 0; asked < 50; asked += 1) seen.add(await ask(supervisor));
    const { losses } = await running.stop();
    expect(losses).toEqual({});
    const serving = workers.filter(({ state }) => state === "serving");
    expect([...seen].sort()).toEqual(serving.map(({ pid }) => String(pid)).sort());
  });

  test("a spare that is frozen as its turn comes is ended within seconds, and another process serves", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      flags: spares(1),
    });
    await supervisor.serving(1);
    const { pid, slot } = await standbyOf(supervisor);
    await supervisor.command({ type: "kill", slot, signal: "SIGSTOP" });
    await supervisor.command({ type: "kill", slot: 1 });
    const serves = await supervisor.log.next(
      (line) => line.event === "worker:serving" && line.slot === 1 && line.generation === 3,
    );
    expect(serves.pid).not.toBe(pid);
    expect((await supervisor.worker(1)).lastExit).toMatchObject({
      pid,
      cause: "boot-failure",
      detail: "as a warm spare it did not listen within 2 s of its turn",
    });
    expect(supervisor.log.lines.filter(({ event }) => event === "worker:running")).toEqual([]);
    expect(await ask(supervisor)).toBe(String(serves.pid));
  });

  test("a scale-up takes the spare, and another one is made", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      flags: spares(1),
    });
    await supervisor.serving(1);
    const spare = await standbyOf(supervisor);
    await supervisor.command({ type: "scale", target: 2 });
    const { workers } = await supervisor.serving(2);
    expect(workers.find(({ pid }) => pid === spare.pid)?.state).toBe("serving");
  });

  test("a reload replaces workers and spares, and loses nothing", async ({ supervise, load }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 2,
      flags: spares(1),
    });
    const before = await supervisor.serving(2);
    const running = load(supervisor, { lanes: 8 });
    const from = supervisor.log.lines.length;
    await supervisor.command({ type: "reload" });
    const finished = await supervisor.log.next(({ event }) => event === "reload:finished", from);
    expect(finished.message).toBe("reload finished, 3 of 3");
    const { losses } = await running.stop();
    expect(losses).toEqual({});
    const after = await supervisor.serving(2);
    const old = new Set(before.workers.map(({ pid }) => pid));
    expect(after.workers.filter(({ pid }) => old.has(pid))).toEqual([]);
  });

  test("what a spare writes is told under the place it has at the time", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("writes-when-asked.js"),
      workers: 1,
      flags: spares(1),
    });
    await supervisor.serving(1);
    const spare = await standbyOf(supervisor);
    await killed(supervisor, 1);
    const from = supervisor.log.lines.length;
    await ask(supervisor);
    const told = await supervisor.log.next(({ line }) => line === "was asked", from);
    expect(told).toMatchObject({ slot: 1, pid: spare.pid, generation: 2 });
  });

  test("an app that closes a server before it listens is told what a plain worker is", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("closes-before-it-listens.js"),
      workers: 1,
      flags: spares(1),
    });
    await supervisor.serving(1);
    const spare = await standbyOf(supervisor);
    const told = await supervisor.log.next(
      ({ event, pid }) => event === "output" && pid === spare.pid,
    );
    expect(told.line).toBe("ERR_SERVER_NOT_RUNNING");
    await killed(supervisor, 1);
    expect(await ask(supervisor)).toBe(String(spare.pid));
    const { app } = await supervisor.state();
    expect(app.ports).toContain(supervisor.appPort);
  });

  test("a spare that is woken has the environment and signals of any worker", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("tells-its-surroundings.js"),
      workers: 1,
      flags: spares(1),
    });
    await supervisor.serving(1);
    const first = await ask(supervisor);
    await killed(supervisor, 1);
    expect(await ask(supervisor)).toBe(first);
  });

  test("the supervisor ends, and its spares with it", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      flags: spares(2),
    });
    await supervisor.serving(1);
    const ended = performance.now();
    onTestFinished(() => expect(supervisor.processes()).toEqual([]));
    expect(await supervisor.stop()).toEqual({ code: 0, signal: null });
    expect(performance.now() - ended).toBeLessThan(3_000);
  });
});
