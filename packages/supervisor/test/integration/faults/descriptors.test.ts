import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { Supervisor } from "@clusterdeck/testkit";
import { expect, vi } from "vitest";
import { rawRequest } from "../support/raw-request.ts";
import { ask, fixture, test } from "../support/supervise.ts";

/** On a connection of its own, which may be closed, or not even be taken. */
const look = (supervisor: Supervisor) =>
  Promise.race([
    rawRequest(supervisor, { path: "/healthz" }),
    delay(1_000).then(() => Promise.reject(new Error("no answer"))),
  ]);

const limitDescriptors = (pid: number, count: number) =>
  execFileSync("prlimit", [`--pid=${pid}`, `--nofile=${count}:`]);

const highestDescriptor = (pid: number) => Math.max(...readdirSync(`/proc/${pid}/fd`).map(Number));

const NOT_TAKEN = /ECONNRESET|socket hang up|no answer/;

/** As many as are asked for, idle; resolves when each has been taken, or refused. */
async function openDashboards(supervisor: Supervisor, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    connect(supervisor.dashboardPort, "127.0.0.1").on("error", () => {}),
  );
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  return sockets;
}

test("fault 16: dashboards cannot use up the supervisor's descriptors: workers go on, die and are replaced", async ({
  supervise,
  load,
}) => {
  const supervisor = await supervise({
    entry: fixture("listens.js"),
    wrapper: ["prlimit", "--nofile=64:64", "--"],
  });
  await supervisor.serving(2);
  const running = load(supervisor, { lanes: 2 });
  const sockets = await openDashboards(supervisor, 200);
  // A quarter of 64 is kept, our own with them; the rest is closed at once.
  const kept = () => sockets.filter((socket) => !socket.closed).length;
  await vi.waitFor(() => expect(kept()).toBeLessThanOrEqual(16), { timeout: 5_000 });
  expect(kept()).toBeGreaterThan(8);
  await expect(look(supervisor)).rejects.toThrow(NOT_TAKEN);
  const pid = supervisor.processes().find((one) => one !== supervisor.pid);
  process.kill(pid ?? 0, "SIGTERM");
  await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
  await running.answers(50);
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => expect(await look(supervisor)).toMatchObject({ status: 200 }), {
    timeout: 5_000,
  });
  await supervisor.serving(2);
});

test("fault 16: a supervisor without a single descriptor left lives, its workers go on with what they have, and all recovers", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
  await supervisor.serving(1);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const askAgain = async () => {
    const [response] = await once(get({ port: supervisor.appPort, agent }), "response");
    return text(response);
  };
  const pid = await askAgain();
  // What is free below is then used up by dashboards.
  limitDescriptors(supervisor.pid, highestDescriptor(supervisor.pid) + 1);
  const sockets = await openDashboards(supervisor, 40);
  const isFull = async () => {
    sockets.push(...(await openDashboards(supervisor, 5)));
    await expect(look(supervisor)).rejects.toThrow(NOT_TAKEN);
  };
  await vi.waitFor(isFull, { timeout: 10_000 });
  expect(await askAgain()).toBe(pid);
  agent.destroy();

  process.kill(Number(pid), "SIGKILL");
  const died = await supervisor.log.next(
    (line) => line.event === "worker:died" && line.generation === 3,
  );
  expect(died.message).toContain("cannot fork: spawn");
  expect(supervisor.hasEnded()).toBe(false);
  limitDescriptors(supervisor.pid, 1024);
  for (const socket of sockets) socket.destroy();
  await supervisor.serving(1);
  expect(await ask(supervisor)).toMatch(/^\d+$/);
  expect(await look(supervisor)).toMatchObject({ status: 200 });
});

test("an app that has used up its descriptors is not ended by being measured", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: fixture("uses-up-its-descriptors.js"),
    workers: 1,
    wrapper: ["prlimit", "--nofile=128:128", "--"],
  });
  await supervisor.serving(1);
  await ask(supervisor);
  await expect
    .poll(async () => (await supervisor.worker(1)).metrics, { timeout: 5_000 })
    .toMatchObject({ heapUsedBytes: null, connections: expect.any(Number) });
  expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
});
