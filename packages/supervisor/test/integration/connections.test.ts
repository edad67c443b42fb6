import { once } from "node:events";
import { connect } from "node:net";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { askFrom, clientAddress } from "./support/from-address.ts";
import { killed } from "./support/kill.ts";
import { reload } from "./support/reload.ts";
import { ask, fixture, test } from "./support/supervise.ts";

const STICKY = ["--sticky", "ip"];
const OS = ["--balance", "os"];

/** The pid that answers each client, asked at once. */
function askAll(supervisor: Supervisor, clients: number): Promise<string[]> {
  const all = Array.from({ length: clients }, (_, client) => clientAddress(client));
  return Promise.all(all.map((address) => askFrom(supervisor, address)));
}

const clientsOf = (answers: readonly string[], pid: number | null) =>
  answers.filter((answer) => answer === String(pid)).length;

describe("with --sticky ip", () => {
  test("each client address reaches one worker, and all workers have as many", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 4,
      flags: STICKY,
    });
    const { workers, sticky } = await supervisor.serving(4);
    expect(sticky).toBe("ip");
    const first = await askAll(supervisor, 40);
    expect(workers.map(({ pid }) => clientsOf(first, pid))).toEqual([10, 10, 10, 10]);
    for (let round = 0; round < 5; round += 1) expect(await askAll(supervisor, 40)).toEqual(first);
  });

  test("a worker that comes takes no client from another, and one that goes leaves its own to them", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 2,
      flags: STICKY,
    });
    await supervisor.serving(2);
    const first = await askAll(supervisor, 20);
    await supervisor.command({ type: "fork" });
    await supervisor.serving(3);
    expect(await askAll(supervisor, 20)).toEqual(first);
    await killed(supervisor, 1);
    const { workers } = await supervisor.serving(3);
    const after = await askAll(supervisor, 20);
    const second = String(workers[1]?.pid);
    expect(after.filter((pid, client) => first[client] === second && pid !== second)).toEqual([]);
  });

  test("a reload moves the clients of a slot to its new process, and loses nothing", async ({
    supervise,
    load,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 4,
      flags: STICKY,
    });
    const before = await supervisor.serving(4);
    const first = await askAll(supervisor, 40);
    const running = load(supervisor, { lanes: 8 });
    await reload(supervisor);
    const { losses } = await running.stop();
    expect(losses).toEqual({});
    const after = await supervisor.serving(4);
    const slotOf = (workers: typeof after.workers, pid: string | undefined) =>
      workers.find((worker) => String(worker.pid) === pid)?.slot;
    const second = await askAll(supervisor, 40);
    expect(second.map((pid) => slotOf(after.workers, pid))).toEqual(
      first.map((pid) => slotOf(before.workers, pid)),
    );
  });

  test("the clients of a blocked worker wait, and nobody else's do", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("blocks-on-request.js"),
      workers: 4,
      flags: STICKY,
    });
    await supervisor.serving(4);
    const first = await askAll(supervisor, 40);
    const blocked = await askFrom(supervisor, clientAddress(0), "/spin");
    const answered: string[] = [];
    const all = first.map(async (_, client) =>
      answered.push(await askFrom(supervisor, clientAddress(client)).catch(() => "lost")),
    );
    await vi.waitFor(() => expect(answered).toHaveLength(30), { timeout: 5_000 });
    expect(answered).not.toContain(blocked);
    // Its end hands those that it has not taken to others, and closes those that it may have.
    const { workers } = await supervisor.state();
    const slot = workers.find(({ pid }) => String(pid) === blocked)?.slot ?? 0;
    await supervisor.command({ type: "kill", slot });
    await Promise.all(all);
    expect(answered).toHaveLength(40);
  });

  test("a raw TCP connection reaches its worker as well", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("tells-its-pid-on-raw-sockets.js"),
      workers: 3,
      flags: STICKY,
    });
    await supervisor.serving(3);
    const told = async (localAddress: string) => {
      const socket = connect({ host: "127.0.0.1", port: supervisor.appPort, localAddress });
      const [pid] = (await once(socket, "data")) as [Buffer];
      socket.destroy();
      return String(pid);
    };
    const pids = [];
    for (let client = 0; client < 6; client += 1) pids.push(await told(clientAddress(client)));
    expect(new Set(pids).size).toBe(3);
    for (const [client, pid] of pids.entries()) expect(await told(clientAddress(client))).toBe(pid);
  });

  test("and warm spares, a client of a worker that has died stays with the spare in its slot", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      flags: [...STICKY, "--spares", "1"],
    });
    const { workers } = await supervisor.serving(1);
    await killed(supervisor, 1);
    expect(await askFrom(supervisor, clientAddress(3))).toBe(String(workers[1]?.pid));
  });

  test("and --balance os it does not start: it would not see the connections", async ({
    supervise,
  }) => {
    const started = supervise({ entry: fixture("listens.js"), flags: [...STICKY, ...OS] });
    await expect(started).rejects.toThrow("--sticky needs round-robin");
  });
});

describe("with --balance os", () => {
  test("workers are ready, their port is known, and a reload loses nothing", async ({
    supervise,
    load,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2, flags: OS });
    const { app, balance } = await supervisor.serving(2);
    expect(balance).toBe("os");
    expect(app.ports).toEqual([supervisor.appPort]);
    const running = load(supervisor, { lanes: 8 });
    for (let times = 0; times < 3; times += 1) await reload(supervisor);
    await supervisor.command({ type: "scale", target: 1 });
    await supervisor.serving(1);
    const { losses } = await running.stop();
    expect(losses).toEqual({});
  });

  test("a blocked worker holds up only the connections that it has taken", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("blocks-on-request.js"),
      workers: 2,
      flags: OS,
    });
    await supervisor.serving(2);
    const blocked = await ask(supervisor, "/spin");
    for (let asked = 0; asked < 20; asked += 1) expect(await ask(supervisor)).not.toBe(blocked);
  });
});
