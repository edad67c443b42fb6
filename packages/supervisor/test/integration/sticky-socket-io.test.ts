import { Agent } from "node:http";
import type { Supervisor } from "@clusterdeck/testkit";
import { io, type Socket } from "socket.io-client";
import { expect, onTestFinished } from "vitest";
import { clientAddress } from "./support/from-address.ts";
import { reload } from "./support/reload.ts";
import { test } from "./support/supervise.ts";

const CLIENTS = 200;
const WORKERS = 4;

interface Client {
  readonly socket: Socket;
  /** The worker that says it has the session; null while there is none. */
  worker: () => number | null;
}

/** By long-polling alone, from an address of its own, each request on a new connection. */
function openClient(supervisor: Supervisor, client: number): Client {
  const agent = new Agent({ localAddress: clientAddress(client) });
  const socket = io(`http://127.0.0.1:${supervisor.appPort}`, {
    transports: ["polling"],
    reconnectionDelay: 50,
    reconnectionDelayMax: 500,
    forceNew: true,
    // Node's own agent, which the types know of in the browser's shape alone.
    agent: agent as unknown as string,
  });
  let pid: number | null = null;
  socket.on("worker", (told: number) => {
    pid = told;
  });
  socket.on("disconnect", () => {
    pid = null;
  });
  onTestFinished(() => {
    socket.disconnect();
    agent.destroy();
  });
  return { socket, worker: () => pid };
}

/** Asks over the session; a client that is reconnecting asks once it is back. */
async function asked({ socket, worker }: Client): Promise<void> {
  for (;;) {
    if (!socket.connected) await new Promise<void>((resolve) => socket.once("connect", resolve));
    try {
      const answered = (await socket.timeout(3_000).emitWithAck("ask")) as number;
      expect(worker() === null || worker() === answered).toBe(true);
      return;
    } catch {
      // Its worker went away before it answered.
    }
  }
}

const workingWith = (clients: readonly Client[], pid: number | null) =>
  clients.filter(({ worker }) => worker() === pid).length;

test("200 Socket.IO clients on long-polling are spread evenly, and each works through a scale-up and a reload", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: "examples/socket-io/server.js",
    workers: WORKERS,
    // A poll is answered when there is news, or cut off at the end of the grace.
    flags: ["--sticky", "ip", "--grace", "1000"],
  });
  const { workers } = await supervisor.serving(WORKERS);
  const clients = Array.from({ length: CLIENTS }, (_, client) => openClient(supervisor, client));
  const drops: string[] = [];
  for (const { socket } of clients) socket.on("disconnect", (why) => drops.push(why));
  const all = () => Promise.all(clients.map(asked));

  await all();
  const each = CLIENTS / WORKERS;
  expect(workers.map(({ pid }) => workingWith(clients, pid))).toEqual([each, each, each, each]);

  await supervisor.command({ type: "scale", target: WORKERS + 1 });
  await supervisor.serving(WORKERS + 1);
  await all();
  expect(drops).toEqual([]);

  await reload(supervisor);
  await all();
  const after = await supervisor.serving(WORKERS + 1);
  const held = after.workers.map(({ pid }) => workingWith(clients, pid));
  expect(held.reduce((sum, count) => sum + count)).toBe(CLIENTS);
  // Each client is with the process that now has its slot.
  expect(held).toEqual([each, each, each, each, 0]);
}, 120_000);
