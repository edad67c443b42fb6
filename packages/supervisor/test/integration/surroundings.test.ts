import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

/** What the same app sees under a text-book primary, on the same port. */
async function seenByPlainWorker(supervisor: Supervisor): Promise<unknown> {
  const entry = fixture("tells-its-surroundings.js");
  const primary = spawn(process.execPath, [fixture("plain-primary.js"), entry, "--flag", "value"], {
    env: { ...process.env, PORT: String(supervisor.appPort) },
    stdio: "ignore",
  });
  try {
    const seen = await vi.waitUntil(() => ask(supervisor).catch(() => null), { timeout: 5_000 });
    return JSON.parse(seen);
  } finally {
    primary.kill("SIGTERM");
    await once(primary, "exit");
  }
}

describe("an app under the agent", () => {
  test("sees what a plain cluster worker sees, and no secret", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("tells-its-surroundings.js"),
      workers: 1,
      appArgs: ["--flag", "value"],
    });
    await supervisor.serving(1);
    const seen = await ask(supervisor);
    await supervisor.stop();
    expect(JSON.parse(seen)).toEqual(await seenByPlainWorker(supervisor));
    expect(JSON.parse(seen)).toMatchObject({ token: null, main: true, argv: ["--flag", "value"] });
  });

  test.for([
    ["examples/http/server.js"],
    ["examples/express/server.js"],
    ["examples/fastify-esm/server.js"],
    ["examples/typescript/server.ts"],
    ["examples/self-forking/server.js"],
  ])("%s runs unchanged as a worker", async ([entry], { supervise }) => {
    const supervisor = await supervise({ entry: entry ?? "", workers: 2 });
    const state = await supervisor.serving(2);
    expect(state.app.ports).toEqual([supervisor.appPort]);
    expect(await ask(supervisor)).not.toBe("");
  });

  test("has its threads counted", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("starts-threads.js"), workers: 1 });
    await expect
      .poll(async () => (await supervisor.worker(1)).metrics?.threads, { timeout: 10_000 })
      .toBe(3);
  });

  test("has every metric measured under load", async ({ supervise, load }) => {
    const supervisor = await supervise({ entry: fixture("answers-slowly.js"), workers: 1 });
    await supervisor.serving(1);
    load(supervisor, { lanes: 8, keepAlive: true });
    await expect
      .poll(async () => (await supervisor.worker(1)).metrics?.requestsPerSecond ?? 0, {
        timeout: 10_000,
      })
      .toBeGreaterThan(50);
    const { metrics } = await supervisor.worker(1);
    for (const [name, value] of Object.entries(metrics ?? {})) {
      expect(value, name).toEqual(expect.any(Number));
    }
    expect(metrics).toMatchObject({ connections: 8, errorsPerSecond: 0 });
    expect(metrics?.latencyP50Ms).toBeGreaterThan(20);
    expect(metrics?.latencyP50Ms).toBeLessThan(metrics?.latencyP99Ms ?? 0);
    expect(metrics?.inFlight).toBeLessThanOrEqual(8);
  });
});
