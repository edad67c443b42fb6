import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import {
  createHttp1Client,
  createHttp2Client,
  makeCertificate,
  type Load,
  type LoadClient,
  type Supervisor,
} from "@clusterdeck/testkit";
import { beforeAll, describe, expect } from "vitest";
import { createLineClient } from "../support/line-client.ts";
import { reload } from "../support/reload.ts";
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
    { framework: "http2 or http/1", keepAlive: true },
    { framework: "http with a Connection header", keepAlive: true },
    { framework: "http with a raw head", keepAlive: true },
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
      ...(["https", "http2", "http2 or http/1"].includes(framework)
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
