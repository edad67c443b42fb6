import { once } from "node:events";
import { CLOSE, STREAM_PATH, type ServerMessage } from "@clusterdeck/shared";
import { openStream, type Stream } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { rawRequest, UPGRADE } from "../support/raw-request.ts";
import { fixture, test } from "../support/supervise.ts";

const entry = fixture("listens.js");
const DROPPED_AFTER_MS = 35_000;
/** Of a connection that was cut (RFC 6455, 7.1.5). */
const NO_REASON = 1006;
/** Half of what is allowed: on a fast machine a worker is back within 50 ms, and more are refused. */
const KILLS_PER_SECOND = 10;
const MOST_GROWTH_BYTES = 10_000_000;
const isSnapshot = (message: ServerMessage) => message.type === "snapshot";
const isMetrics = (
  message: ServerMessage,
): message is Extract<ServerMessage, { type: "metrics" }> => message.type === "metrics";

/** Numbers of the changes that a reader was sent. */
const numbersOf = (stream: Stream) =>
  stream.messages.flatMap((message) => (message.type === "change" ? [message.seq] : []));

describe("fault 31: a hundred dashboards", () => {
  test("are all told the same, at once; one more is refused until one leaves", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    const streams = Array.from({ length: 100 }, () => openStream(supervisor));
    const snapshots = await Promise.all(streams.map((stream) => stream.next(isSnapshot)));
    const authorization = `Bearer ${supervisor.token}`;
    const upgrade = () =>
      rawRequest(supervisor, { path: STREAM_PATH, headers: { authorization, ...UPGRADE } });
    const refused = await upgrade();
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.body)).toMatchObject({ code: "too-many" });

    await supervisor.command({ type: "kill", slot: 1 });
    const serves = (
      message: ServerMessage,
    ): message is Extract<ServerMessage, { type: "change" }> =>
      message.type === "change" &&
      message.events?.some((event) => event.kind === "worker:serving") === true;
    const last = await Promise.all(streams.map((stream) => stream.next(serves)));
    expect(new Set(last.map((message) => message.seq)).size).toBe(1);
    for (const [index, stream] of streams.entries()) {
      const from = snapshots[index]?.seq ?? 0;
      const numbers = numbersOf(stream);
      expect(numbers).toEqual(numbers.map((_, step) => from + 1 + step));
    }
    await Promise.all(streams.map((stream) => stream.next(isMetrics)));

    const [first] = streams;
    const left = first && once(first.socket, "close");
    first?.close();
    await left;
    await expect.poll(async () => (await upgrade()).status).toBe(101);
    for (const stream of streams) stream.close();
  });
});

describe("fault 32: a dashboard that reads nothing", () => {
  test("is dropped within 35 s, takes no memory meanwhile, and no other sees a gap or a delay", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1, probe: true });
    await supervisor.serving(1);
    // After a collection: what the heap may grow to between two is the engine's affair.
    const heldBytes = async () => {
      const { heapUsedBytes, externalBytes } = await supervisor.holdings();
      return heapUsedBytes + externalBytes;
    };
    const other = openStream(supervisor);
    const frozen = openStream(supervisor);
    const { seq } = await other.next(isSnapshot);
    await frozen.next(isSnapshot);
    frozen.send({ type: "ack", seq });
    await other.next(isMetrics);
    const beforeBytes = await heldBytes();
    const delaysMs: number[] = [];
    other.socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === "metrics") delaysMs.push(Date.now() - message.at);
    });

    frozen.socket.pause();
    const endMs = performance.now() + DROPPED_AFTER_MS;
    while (performance.now() < endMs) {
      const second = other.messages.length;
      for (let kills = 0; kills < KILLS_PER_SECOND; kills += 1) {
        const from = supervisor.log.lines.length;
        const { status } = await supervisor.command({ type: "kill", slot: 1 });
        expect(status).toBe("done");
        await supervisor.log.next((line) => line.event === "worker:serving", from);
      }
      await other.next(isMetrics, second);
    }
    const afterBytes = await heldBytes();
    // Paused, it has not seen that it was dropped long ago.
    const resumedMs = performance.now();
    const closed = once(frozen.socket, "close");
    frozen.socket.resume();
    // The reason came with the last that was sent; an answer to what came before it may have met the cut.
    expect([CLOSE.tooSlow, NO_REASON]).toContain((await closed)[0]);
    expect(performance.now() - resumedMs).toBeLessThan(1_000);

    expect(afterBytes - beforeBytes).toBeLessThan(MOST_GROWTH_BYTES);
    const numbers = numbersOf(other);
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers).toEqual(numbers.map((_, step) => seq + 1 + step));
    expect(Math.max(...delaysMs)).toBeLessThan(1_000);
    other.close();
  }, 60_000);
});
