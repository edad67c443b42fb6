import { connect } from "node:net";
import { once } from "node:events";
import {
  ChangeMessage,
  CLOSE,
  CommandResult,
  MetricsMessage,
  PROTOCOL_VERSION,
  ResumedMessage,
  SnapshotMessage,
  STREAM_PATH,
  type ServerMessage,
} from "@clusterdeck/shared";
import { openStream, type Stream } from "@clusterdeck/testkit";
import { Compile } from "typebox/compile";
import { describe, expect } from "vitest";
import { WebSocket } from "ws";
import { fixture, test } from "./support/supervise.ts";

const entry = fixture("listens.js");
/** Of a connection that was cut (RFC 6455, 7.1.5). */
const NO_REASON = 1006;
const isSnapshot = (message: ServerMessage) => message.type === "snapshot";
const isMetrics = (message: ServerMessage) => message.type === "metrics";
const isChange = (message: ServerMessage) => message.type === "change";

/** Far over the rate, for as long as it is borne. @returns the code that ended it */
async function floodUntilClosed(stream: Stream, say: () => void): Promise<unknown> {
  const closed = once(stream.socket, "close");
  const flood = setInterval(() => {
    for (let count = 0; count < 500 && stream.socket.readyState === WebSocket.OPEN; count += 1)
      say();
  }, 10);
  const [code] = (await closed) as [number];
  clearInterval(flood);
  return code;
}

describe("the stream", () => {
  test("rule 2: begins with a snapshot and goes on with changes, numbered without a gap", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    const stream = openStream(supervisor);
    const snapshot = await stream.next(isSnapshot);
    expect(stream.messages[0]).toBe(snapshot);
    expect(snapshot).toMatchObject({ protocol: PROTOCOL_VERSION, target: 2, readOnly: false });
    for (let kill = 0; kill < 3; kill += 1) {
      const from = supervisor.log.lines.length;
      await supervisor.command({ type: "kill", slot: 1 });
      await supervisor.log.next((line) => line.event === "worker:serving", from);
    }
    await stream.next(
      (message): message is Extract<ServerMessage, { type: "change" }> =>
        isChange(message) &&
        message.workers?.some((worker) => worker.generation === 4 && worker.state === "serving") ===
          true,
    );
    const numbers = stream.messages.filter(isChange).map((message) => message.seq);
    expect(numbers).toEqual(numbers.map((_, index) => snapshot.seq + 1 + index));
    stream.close();
  });

  test("tells metrics once a second and nothing that its own schemas do not say", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    const stream = openStream(supervisor);
    stream.socket.on("open", () => stream.send({ id: "a", type: "fork" }));
    await stream.next((message): message is CommandResult => message.type === "fork");
    const first = await stream.next(isMetrics);
    const second = await stream.next(isMetrics, stream.messages.indexOf(first) + 1);
    expect(second.at - first.at).toBeGreaterThan(900);
    expect(second.at - first.at).toBeLessThan(1_300);
    const schemas = {
      snapshot: Compile(SnapshotMessage),
      change: Compile(ChangeMessage),
      metrics: Compile(MetricsMessage),
      fork: Compile(CommandResult),
    };
    for (const message of stream.messages) {
      const schema = schemas[message.type as keyof typeof schemas];
      expect(schema.Errors(message), JSON.stringify(message).slice(0, 200)).toEqual([]);
    }
    stream.close();
  });

  test("rule 2: gives a newcomer the history: seconds, states and events", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const early = openStream(supervisor);
    await early.next(isMetrics);
    early.close();
    await supervisor.command({ type: "kill", slot: 1 });
    await supervisor.log.next((line) => line.event === "worker:ended");
    const late = openStream(supervisor);
    const { history } = await late.next(isSnapshot);
    expect(history.totals.rssBytes.length).toBeGreaterThan(0);
    expect(history.slots[0]?.cpuPercent.length).toBe(history.totals.rssBytes.length);
    expect(history.transitions.map(({ state }) => state)).toContain("serving");
    expect(history.events.map(({ kind }) => kind)).toContain("worker:ended");
    late.close();
  });

  test("rules 2 and 7: goes on where it was for a reader that comes back, and begins anew for one that cannot", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    const first = openStream(supervisor);
    const { epoch, seq, history } = await first.next(isSnapshot);
    first.close();
    const point = { epoch, seq, metricsAt: history.endsAt };
    await supervisor.command({ type: "kill", slot: 2 });
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);

    const again = openStream(supervisor, point);
    const resumed = await again.next(
      (message): message is ResumedMessage => message.type === "resumed",
    );
    expect(again.messages[0]).toBe(resumed);
    expect(Compile(ResumedMessage).Errors(resumed)).toEqual([]);
    expect(resumed.workers).toMatchObject([{ slot: 2, generation: 2, state: "serving" }]);
    expect(resumed.events?.map(({ kind }) => kind)).toContain("worker:ended");
    await supervisor.command({ type: "kill", slot: 1 });
    const change = await again.next(isChange);
    expect(change).toMatchObject({ seq: resumed.seq + 1 });

    const other = openStream(supervisor, { ...point, epoch: "another" });
    await other.next(isSnapshot);
    expect(other.messages[0]?.type).toBe("snapshot");
    other.close();
    again.close();
  });

  test("rules 1 and 7: refuses a point to resume from that is none, before the upgrade", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await supervisor.request(`${STREAM_PATH}?seq=many`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "malformed" });
  });

  test("rule 8: takes commands, answers with their id, and says who asked", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    stream.send({ id: "k", type: "kill", slot: 1, generation: 1, signal: "SIGTERM" });
    const result = await stream.next(
      (message): message is CommandResult => message.type === "kill",
    );
    expect(result).toMatchObject({ id: "k", status: "done", slot: 1, signal: "SIGTERM" });
    await supervisor.log.next((line) => line.event === "worker:ended");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({
      signal: "SIGTERM",
      cause: "command",
      detail: "SIGTERM by api",
    });
    stream.close();
  });

  test("rule 8: runs a command that is sent twice once, and answers each; one that is refused changes nothing", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    const isResult = (message: ServerMessage) => "status" in message;
    stream.send({ id: "twice", type: "fork" });
    stream.send({ id: "twice", type: "fork" });
    // An id belongs to one command.
    stream.send({ id: "twice", type: "scale", target: 7 });
    stream.send({ id: "nobody", type: "kill", slot: 99 });
    stream.send({ type: "ping", id: 1 });
    await stream.next((message) => message.type === "pong");
    const results = stream.messages.filter(isResult);
    expect(results[1]).toEqual(results[0]);
    expect(results).toMatchObject([
      { id: "twice", type: "fork", target: 2 },
      { id: "twice", type: "fork", target: 2 },
      { id: "twice", type: "scale", status: "failed", error: { code: "invalid-command" } },
      { id: "nobody", type: "kill", status: "failed", error: { code: "no-such-slot" } },
    ]);
    expect((await supervisor.state()).target).toBe(2);
    stream.close();
  });

  test("rules 4 and 9: answers a ping, and a resync with a fresh snapshot", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    const from = stream.messages.length;
    stream.send({ type: "ping", id: 7 });
    stream.send({ type: "resync" });
    expect(await stream.next((message) => message.type === "pong")).toEqual({
      type: "pong",
      id: 7,
    });
    await stream.next(isSnapshot, from);
    stream.close();
  });

  test("fault 35: rule 11 (4400): answers nonsense with an error, keeps the connection, and closes when it does not end", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    const closed = once(stream.socket, "close");
    for (const text of ["{", "null", '{"type":"explode"}', '{"__proto__":{}}']) {
      stream.socket.send(text);
    }
    for (let more = 0; more < 6; more += 1) stream.socket.send("nonsense");
    const [code] = await closed;
    expect(code).toBe(CLOSE.badMessages);
    expect(stream.messages.filter((message) => message.type === "error")).toHaveLength(10);
    expect((await supervisor.state()).target).toBe(1);
  });

  test("fault 36: rule 11 (1009): closes on a frame over the limit", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    const closed = once(stream.socket, "close");
    stream.socket.send("x".repeat(70_000));
    expect((await closed)[0]).toBe(CLOSE.tooBig);
  });

  test("fault 34: rule 11 (4429): slows a client that floods, then closes", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    const code = await floodUntilClosed(stream, () => stream.send({ type: "ping", id: 1 }));
    expect(code).toBe(CLOSE.tooManyMessages);
    expect(stream.messages.some((message) => message.type === "error")).toBe(true);
  });

  test.for([
    ["pong", [CLOSE.tooManyMessages]],
    // Where the answers pile up the library cuts the connection, before we count that many.
    ["ping", [CLOSE.tooManyMessages, NO_REASON]],
  ] as const)(
    "fault 34: ends on a flood of WebSocket %s frames, which say nothing",
    async ([kind, codes], { supervise }) => {
      const supervisor = await supervise({ entry, workers: 1 });
      const stream = openStream(supervisor);
      await stream.next(isSnapshot);
      const code = await floodUntilClosed(stream, () => stream.socket[kind]("seq 1"));
      expect(codes).toContain(code);
    },
  );

  test("requests for snapshots are limited as commands are, and the stream goes on", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    for (let count = 0; count < 60; count += 1) stream.send({ type: "resync" });
    stream.send({ type: "ping", id: 1 });
    await stream.next((message) => message.type === "pong");
    expect(stream.messages).toContainEqual(
      expect.objectContaining({
        type: "error",
        error: expect.objectContaining({ code: "too-many" }),
      }),
    );
    stream.close();
  });

  test("answers a command over the rate with its id, and acknowledgements do not count", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    for (let seq = 0; seq < 100; seq += 1) stream.send({ type: "ack", seq });
    for (let count = 0; count < 60; count += 1) {
      stream.send({ id: `c${count}`, type: "retry", slot: 1 });
    }
    const last = await stream.next(
      (message): message is CommandResult => message.type === "retry" && message.id === "c59",
    );
    expect(last).toMatchObject({ status: "failed", error: { code: "too-many" } });
    expect(stream.messages).toContainEqual(expect.objectContaining({ id: "c0", status: "failed" }));
    stream.close();
  });

  test("rule 11 (4408): drops a reader that reads, but has applied nothing for half a minute", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const [stuck, other] = [openStream(supervisor), openStream(supervisor)];
    const { seq } = await stuck.next(isSnapshot);
    await other.next(isSnapshot);
    stuck.send({ type: "ack", seq });
    const closed = once(stuck.socket, "close");
    await supervisor.command({ type: "kill", slot: 1 });
    await stuck.next(isChange);
    const sinceMs = performance.now();
    expect((await closed)[0]).toBe(CLOSE.tooSlow);
    const tookMs = performance.now() - sinceMs;
    expect(tookMs).toBeGreaterThan(29_000);
    expect(tookMs).toBeLessThan(40_000);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
    other.close();
  }, 60_000);

  test("rule 11 (1001): is closed as going away when the supervisor ends, a frozen reader or not", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    const frozen = openStream(supervisor);
    await stream.next(isSnapshot);
    await frozen.next(isSnapshot);
    frozen.socket.pause();
    const closed = once(stream.socket, "close");
    const stoppedAt = Date.now();
    await supervisor.stop();
    expect((await closed)[0]).toBe(CLOSE.goingAway);
    expect(Date.now() - stoppedAt).toBeLessThan(3_000);
    frozen.socket.terminate();
  });

  test("fault 39: survives a peer that resets in the middle of the upgrade", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (let round = 0; round < 20; round += 1) {
      const socket = connect(supervisor.dashboardPort, "127.0.0.1");
      await once(socket, "connect");
      socket.write(
        `GET ${STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
          `Authorization: Bearer ${supervisor.token}\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    await supervisor.serving(1);
    expect((await supervisor.request("/healthz")).status).toBe(200);
  });
});
