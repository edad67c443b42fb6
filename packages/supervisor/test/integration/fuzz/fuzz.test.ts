import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { CommandResult, ServerMessage, Snapshot } from "@clusterdeck/shared";
import { openStream, seeded, type Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { MESSAGE_BURST } from "../../../src/stream/rate-limit.ts";
import { fixture, test } from "../support/supervise.ts";
import { AT_ONCE, inLanes } from "./lanes.ts";
import { meaningOf, type Meaning } from "./meaning.ts";
import { messageText } from "./messages.ts";
import { fuzzRequest, rawBytes, type FuzzRequest } from "./requests.ts";

const STREAM_MESSAGES = 62_000;
/** Of one stream: few enough that none is over the rate. */
const BURST = MESSAGE_BURST - 60;
const HTTP_REQUESTS = 42_000;
const RAW_CONNECTIONS = 1_500;
const TEST_TIMEOUT_MS = 240_000;
/** A connection whose request never ends is closed after 10 s, as the server looks each second. */
const ANSWER_TIMEOUT_MS = 15_000;
const MOST_HEAP_GROWTH_BYTES = 3_000_000;

/** What nobody was allowed to change. */
const standing = ({ target, workers, reload }: Snapshot) => ({
  target,
  reload,
  workers: workers.map(({ slot, pid, generation }) => ({ slot, pid, generation })),
});

/** What the supervisor said of failures of its own; the probe has Node say that it is experimental. */
const complaints = ({ log }: Supervisor) =>
  log.errors.filter((line) => !/ExperimentalWarning|--trace-warnings/.test(line));

const textOf = (message: ServerMessage) => JSON.stringify(message).slice(0, 200);

/**
 * Sends one burst over a stream of its own, and counts the answers.
 *
 * @returns how many of its messages were generated: for some a plain ping stands in, since ten in a row
 *   that are nonsense end the stream
 */
async function fuzzStream(supervisor: Supervisor, random: () => number): Promise<number> {
  const stream = openStream(supervisor);
  await stream.next((message) => message.type === "snapshot");
  const said: Record<Meaning, number> = { nonsense: 0, ack: 0, ping: 0, look: 0, command: 0 };
  let badInARow = 0;
  let generated = 0;
  for (let count = 0; count < BURST; count += 1) {
    const isGenerated = badInARow < 8;
    const text = isGenerated ? messageText(random, count) : '{"type":"ping","id":0}';
    const isBinary = isGenerated && random() < 0.01;
    // No message is binary, whatever it holds.
    const meaning = isBinary ? "nonsense" : meaningOf(text);
    badInARow = meaning === "nonsense" ? badInARow + 1 : 0;
    said[meaning] += 1;
    if (isGenerated) generated += 1;
    stream.socket.send(text, { binary: isBinary });
  }
  const last = 123_456_789;
  stream.send({ type: "ping", id: last });
  await stream.next((message): message is ServerMessage => {
    return message.type === "pong" && message.id === last;
  });
  const kinds = { results: 0, pongs: -1, errors: 0 };
  for (const message of stream.messages) {
    if ("status" in message) kinds.results += 1;
    else if (message.type === "pong") kinds.pongs += 1;
    else if (message.type === "error") kinds.errors += 1;
  }
  const lately = stream.messages.slice(-3).map(textOf).join("\n");
  expect({ results: kinds.results, pongs: kinds.pongs }, lately).toEqual({
    results: said.command,
    pongs: said.ping,
  });
  // Requests for logs and for a snapshot that are over the rate are answered by an error as well.
  expect(kinds.errors, lately).toBeGreaterThanOrEqual(said.nonsense);
  expect(kinds.errors, lately).toBeLessThanOrEqual(said.nonsense + said.look);
  const closed = once(stream.socket, "close");
  stream.close();
  await closed;
  return generated;
}

/** @returns the status */
function ask(
  supervisor: Supervisor,
  agent: Agent,
  { method, path, headers, body }: FuzzRequest,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: supervisor.dashboardPort, method, path, headers, agent },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", reject);
      },
    );
    sent.setTimeout(ANSWER_TIMEOUT_MS, () => sent.destroy(new Error("no answer")));
    sent.on("error", (error) =>
      reject(new Error(`${error.message}: ${JSON.stringify({ method, path, headers, body })}`)),
    );
    sent.end(body);
  });
}

/** Resolves when the connection has ended, by an answer or without one. */
async function knock(supervisor: Supervisor, bytes: Buffer): Promise<void> {
  const socket = connect(supervisor.dashboardPort, "127.0.0.1");
  socket.resume().on("error", () => {});
  let isLeftOpen = false;
  const timer = setTimeout(() => {
    isLeftOpen = true;
    socket.destroy();
  }, ANSWER_TIMEOUT_MS);
  const ended = once(socket, "close");
  socket.end(bytes);
  await ended;
  clearTimeout(timer);
  expect(isLeftOpen, `left open: ${JSON.stringify(bytes.toString("latin1"))}`).toBe(false);
}

const SEED = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

describe(`generated messages (FUZZ_SEED=${SEED})`, () => {
  test(
    `${STREAM_MESSAGES} over the stream: each is answered as it should be, and none changes anything that may not be changed`,
    async ({ supervise }) => {
      const supervisor = await supervise({
        entry: fixture("listens.js"),
        flags: ["--read-only"],
        probe: true,
      });
      const before = standing(await supervisor.serving(2));
      let generated = 0;
      // Each has a generator of its own: which one is first is up to the machine.
      const burst = async (index: number) => {
        const more = await fuzzStream(supervisor, seeded(SEED + index));
        generated += more;
      };
      const bursts = Math.ceil((STREAM_MESSAGES * 1.1) / BURST);
      const warmUp = Math.ceil(bursts / 10);
      await inLanes(warmUp, burst);
      const held = await supervisor.holdings();
      await inLanes(bursts - warmUp, (index) => burst(warmUp + index));

      expect(generated).toBeGreaterThanOrEqual(STREAM_MESSAGES);
      expect(standing(await supervisor.state())).toEqual(before);
      await expect
        .poll(async () => (await supervisor.holdings()).heapUsedBytes, { timeout: 15_000 })
        .toBeLessThan(held.heapUsedBytes + MOST_HEAP_GROWTH_BYTES);
      expect(complaints(supervisor)).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    `${HTTP_REQUESTS} over HTTP: each is answered, none with a failure of ours, whoever has no right to be let in is refused, and none changes anything`,
    async ({ supervise }) => {
      const entry = fixture("listens.js");
      const supervisor = await supervise({ entry, flags: ["--read-only"], probe: true });
      // Would do what it is told by those who must be refused, if it let them in.
      const obedient = await supervise({ entry, token: supervisor.token });
      const before = standing(await supervisor.serving(2));
      const obedientBefore = standing(await obedient.serving(2));
      const random = seeded(SEED + 1);
      const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
      const statuses = new Set<number>();
      const refused = new Map<number, number>();
      const run = async (count: number) => {
        const asked = fuzzRequest(random, count, supervisor.token);
        const { refusals } = asked;
        const status = await ask(refusals === null ? supervisor : obedient, agent, asked);
        statuses.add(status);
        if (refusals !== null) refused.set(status, (refused.get(status) ?? 0) + 1);
        const isRight = refusals?.includes(status) ?? status !== 401;
        if (!isRight) expect.fail(`${status} for ${JSON.stringify(asked)}`);
      };
      await inLanes(HTTP_REQUESTS / 10, run);
      const held = await supervisor.holdings();
      await inLanes(HTTP_REQUESTS - HTTP_REQUESTS / 10, run);
      agent.destroy();

      expect([...statuses].filter((status) => status >= 500)).toEqual([]);
      for (const status of [200, 400, 401, 403, 404, 422, 429]) {
        expect([...statuses], "a kind of answer that never came").toContain(status);
      }
      for (const status of [401, 403]) {
        expect(refused.get(status)).toBeGreaterThan(HTTP_REQUESTS / 20);
      }
      // Where others guess, the right token waits with the wrong ones.
      await expect
        .poll(async () => (await obedient.request("/api/v1/state")).status, { timeout: 5_000 })
        .toBe(200);
      expect(standing(await obedient.state())).toEqual(obedientBefore);
      expect(complaints(obedient)).toEqual([]);
      expect(standing(await supervisor.state())).toEqual(before);
      await expect
        .poll(async () => (await supervisor.holdings()).heapUsedBytes, { timeout: 15_000 })
        .toBeLessThan(held.heapUsedBytes + MOST_HEAP_GROWTH_BYTES);
      expect(complaints(supervisor)).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    `${RAW_CONNECTIONS} connections with bytes that no client sends: each is answered or closed`,
    async ({ supervise }) => {
      const supervisor = await supervise({ entry: fixture("listens.js"), flags: ["--read-only"] });
      const before = standing(await supervisor.serving(2));
      const random = seeded(SEED + 2);
      await inLanes(RAW_CONNECTIONS, async () => {
        await knock(supervisor, rawBytes(random, supervisor.token));
      });
      await expect
        .poll(async () => (await supervisor.request("/api/v1/state")).status, { timeout: 5_000 })
        .toBe(200);
      expect(standing(await supervisor.state())).toEqual(before);
      expect(complaints(supervisor)).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  test("valid commands among nonsense change just what they say: how many workers there shall be is foretold", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
    await supervisor.serving(1);
    const random = seeded(SEED + 4);
    const [good, bad] = [openStream(supervisor), openStream(supervisor)];
    for (const stream of [good, bad]) {
      await stream.next((message) => message.type === "snapshot");
    }
    let wished = 1;
    for (let count = 0; count < 40; count += 1) {
      for (let more = 0; more < 20; more += 1) {
        const text = messageText(random, count);
        // What could be a command is left out: here nonsense alone is said.
        if (meaningOf(text) === "nonsense") bad.socket.send(text);
        else bad.send({ type: "ping", id: more });
        bad.send({ type: "ping", id: more });
      }
      const target = Math.floor(random() * 4);
      const id = `wish-${count}`;
      good.send(random() < 0.5 ? { id, type: "scale", target } : { id, type: "fork" });
      const result = await good.next(
        (message): message is CommandResult => "status" in message && message.id === id,
      );
      if (result.status !== "failed") wished = result.type === "scale" ? target : wished + 1;
      expect(result.status === "failed" ? wished : result.target).toBe(wished);
      expect((await supervisor.state()).target).toBe(wished);
      await bad.next((message) => message.type === "pong");
    }
    expect(bad.messages.filter((message) => "status" in message)).toEqual([]);
    for (const stream of [good, bad]) stream.close();
  });

  test("commands without the token, or from another page, have no effect among valid ones", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
    await supervisor.serving(1);
    const random = seeded(SEED + 3);
    const stream = openStream(supervisor);
    await stream.next((message) => message.type === "snapshot");
    let wished = 1;
    for (let count = 0; count < 30; count += 1) {
      const forged = {
        host: "127.0.0.1",
        port: supervisor.dashboardPort,
        path: "/api/v1/commands",
        method: "POST",
        agent: false,
        headers: {
          "content-type": "application/json",
          ...(random() < 0.5
            ? { authorization: `Bearer ${supervisor.token}`, origin: "http://evil.test" }
            : {}),
        },
      } as const;
      const answered = new Promise<number>((resolve, reject) => {
        const sent = request(forged, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on("error", reject);
        sent.end(JSON.stringify({ type: "scale", target: 9 }));
      });
      expect([401, 403]).toContain(await answered);
      if (random() < 0.3) {
        wished = 1 + Math.floor(random() * 3);
        stream.send({ id: `wish-${count}`, type: "scale", target: wished });
        await stream.next((message): message is ServerMessage => {
          return "status" in message && message.id === `wish-${count}`;
        });
      }
      expect((await supervisor.state()).target).toBe(wished);
    }
    stream.close();
  });
});
