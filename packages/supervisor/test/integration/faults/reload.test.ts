import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { join } from "node:path";
import {
  createHttp1Client,
  createHttp2Client,
  makeCertificate,
  type Load,
  type LoadClient,
  type Supervisor,
} from "@clusterdeck/testkit";
import { beforeAll, describe, expect } from "vitest";
import { WebSocket } from "ws";
import { createLineClient } from "../support/line-client.ts";
import { fixture, test } from "../support/supervise.ts";

/** From the moment a replacement took over until the old worker was gone, in ms. */
function drainsMs(supervisor: Supervisor): number[] {
  const tookOverAt = new Map<unknown, number>();
  return supervisor.log.lines.flatMap((line) => {
    const at = Date.parse(String(line["time"]));
    if (line.message === "took over") tookOverAt.set(line.slot, at);
    const from = tookOverAt.get(line.slot);
    return line.event === "worker:ended" && from !== undefined ? [at - from] : [];
  });
}

async function reload(supervisor: Supervisor): Promise<void> {
  const from = supervisor.log.lines.length;
  expect(await supervisor.command({ type: "reload" })).toMatchObject({ http: 202 });
  await supervisor.log.next((line) => line.event === "reload:finished", from);
}

async function loseNothing(supervisor: Supervisor, running: Load): Promise<void> {
  await running.answers(50);
  await reload(supervisor);
  await running.answers(50);
  expect((await running.stop()).losses).toEqual({});
}

describe("fault 27: a rolling reload under load loses no request,", () => {
  const LANES = 16;
  const tls = { certificate: "", key: "" };
  beforeAll(async () => {
    Object.assign(tls, await makeCertificate());
  });

  test("over kept connections, and a worker is gone in under 1 s", async ({ supervise, load }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    const running = load(supervisor, { lanes: LANES, keepAlive: true });
    await running.answers(100);
    for (let round = 0; round < 3; round += 1) await reload(supervisor);
    await running.answers(100);
    expect((await running.stop()).losses).toEqual({});
    const { workers } = await supervisor.state();
    expect(workers.map((worker) => worker.generation)).toEqual([4, 4]);
    const sorted = drainsMs(supervisor).toSorted((a, b) => a - b);
    expect(sorted).toHaveLength(6);
    expect(sorted[3]).toBeLessThan(1_000);
  });

  test.for([
    { framework: "http", keepAlive: false },
    { framework: "https", keepAlive: true },
    { framework: "https", keepAlive: false },
    { framework: "express", keepAlive: true },
    { framework: "fastify", keepAlive: true },
    { framework: "koa", keepAlive: true },
    { framework: "http2", keepAlive: true },
  ])("of $framework, connections kept: $keepAlive", async (kind, { supervise, loadBy }) => {
    const { framework, keepAlive } = kind;
    const supervisor = await supervise({
      entry: fixture("answers-with.js"),
      env: { FRAMEWORK: framework, KEY: tls.key, CERTIFICATE: tls.certificate },
    });
    await supervisor.serving(2);
    let count = 0;
    const question = {
      port: supervisor.appPort,
      nextPath: () => `/page-${(count += 1)}`,
      bodyOf: (path: string) => `you asked for ${path}`,
      ...(framework.startsWith("http") && framework !== "http"
        ? { certificate: tls.certificate }
        : {}),
    };
    const client: LoadClient =
      framework === "http2"
        ? createHttp2Client({ ...question, connections: 4 })
        : createHttp1Client({ ...question, lanes: LANES, keepAlive });
    await loseNothing(supervisor, loadBy(client, LANES));
  });

  test("of slow answers", async ({ supervise, load }) => {
    const supervisor = await supervise({ entry: fixture("answers-slowly.js") });
    await supervisor.serving(2);
    await loseNothing(supervisor, load(supervisor, { lanes: LANES, keepAlive: true }));
  });

  test("of a line protocol on raw sockets, a connection for each line", async ({
    supervise,
    loadBy,
  }) => {
    const supervisor = await supervise({ entry: fixture("answers-lines.js") });
    await supervisor.serving(2);
    await loseNothing(supervisor, loadBy(createLineClient(supervisor.appPort), LANES));
  });
});

test("fault 27: a line that is in flight on a raw socket when the drain begins is answered", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: fixture("answers-lines.js"),
    workers: 1,
    flags: ["--grace=1000"],
  });
  await supervisor.serving(1);
  const socket = connect(supervisor.appPort, "127.0.0.1").on("error", () => {});
  const lines = createInterface({ input: socket });
  const exchange = async (line: string) => {
    socket.write(`${line}\n`);
    return (await once(lines, "line"))[0] as string;
  };
  expect(await exchange("hello")).toBe("HELLO");
  const answer = exchange("are you there");
  await supervisor.command({ type: "scale", target: 0 });
  expect(await answer).toBe("ARE YOU THERE");
  // And for as long as the grace lasts it is served on.
  expect(await exchange("still")).toBe("STILL");
  await once(socket, "close");
});

describe("fault 28: a reload with open WebSockets", () => {
  test.for([
    { library: "ws", entry: "keeps-websockets.js", path: "/" },
    {
      library: "Socket.IO",
      entry: "keeps-socket-io.js",
      path: "/socket.io/?EIO=4&transport=websocket",
    },
  ])(
    "of $library closes them as going away, and does not wait for the grace",
    async ({ entry, path }, { supervise }) => {
      const supervisor = await supervise({
        entry: fixture(entry),
        workers: 1,
        flags: ["--grace=20000"],
      });
      await supervisor.serving(1);
      const socket = new WebSocket(`ws://127.0.0.1:${supervisor.appPort}${path}`);
      await once(socket, "open");
      const closed = once(socket, "close");
      await reload(supervisor);
      expect((await closed)[0]).toBe(1001);
      const ended = await supervisor.log.next((line) => line.event === "worker:ended");
      expect(ended.message).toBe("ended: replaced by the reload");
    },
  );

  test("of no library that is known is bounded by the grace", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("keeps-upgraded-sockets.js"),
      workers: 1,
      flags: ["--grace=800"],
    });
    await supervisor.serving(1);
    const socket = await upgraded(supervisor.appPort);
    const closed = once(socket, "close");
    await reload(supervisor);
    await closed;
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("killed when the grace was over");
  });
});

async function upgraded(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: own\r\n\r\n");
  await once(socket, "data");
  return socket;
}

describe("a rolling reload", () => {
  test("fault 25: to a version that throws at boot fails with the reason, and the old workers never stop", async ({
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

  test("fault 26: to a version that hangs at boot fails at the ready timeout, and the old workers never stop", async ({
    supervise,
    load,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const supervisor = await supervise({
      entry: fixture("breaks-when-told.js"),
      env: { BREAK_FILE: breakFile },
      flags: ["--ready-timeout=1500"],
    });
    const { workers } = await supervisor.serving(2);
    const running = load(supervisor, { lanes: 4 });
    writeFileSync(breakFile, "hang");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed.message).toContain("not ready after 1.5 s");
    const after = await supervisor.serving(2);
    expect(after.workers.map(({ pid }) => pid)).toEqual(workers.map(({ pid }) => pid));
    await running.answers(50);
    expect((await running.stop()).losses).toEqual({});
  });
});
