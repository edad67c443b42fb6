import { connect, type Socket } from "node:net";
import { STREAM_PATH, type ServerMessage } from "@clusterdeck/shared";
import { openStream, pick, seeded, type Supervisor } from "@clusterdeck/testkit";
import { expect } from "vitest";
import { fixture, test } from "../support/supervise.ts";
import { exchange, textFrame } from "./frames.ts";
import { inLanes } from "./lanes.ts";

const CONNECTIONS = 3_000;
const TEST_TIMEOUT_MS = 120_000;
const MOST_STREAMS = 100;
const ANSWER_TIMEOUT_MS = 10_000;
const SEED = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const LAST_PING = 987_654_321;

/** Resolves when what was read holds the text, or the connection has been closed. */
function readUntil(socket: Socket, text: string): Promise<"read" | "closed" | "neither"> {
  return new Promise((resolve) => {
    let read = "";
    const timer = setTimeout(() => resolve("neither"), ANSWER_TIMEOUT_MS);
    socket.on("data", (chunk: Buffer) => {
      read += chunk.toString("latin1");
      if (read.includes(text)) resolve("read");
    });
    socket.once("close", () => {
      clearTimeout(timer);
      resolve("closed");
    });
  });
}

/** Asks for a stream and sends bytes behind, in one go or in pieces. */
function upgrade(supervisor: Supervisor, token: string | null, behind: Buffer): Socket {
  const socket = connect(supervisor.dashboardPort, "127.0.0.1");
  // It may be cut while we write.
  socket.on("error", () => {});
  const authorization = token === null ? "" : `Authorization: Bearer ${token}\r\n`;
  socket.write(
    `GET ${STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${authorization}\r\n`,
  );
  socket.write(behind);
  return socket;
}

test(
  `${CONNECTIONS} connections with frames that no client sends (FUZZ_SEED=${SEED}): lawful ones are borne, others end their own stream alone, and no token but the right one is let in`,
  async ({ supervise, folder }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 1,
      // A kept one: that others guess at it does not keep its owner out.
      token: null,
      env: { XDG_STATE_HOME: folder },
    });
    const before = await supervisor.serving(1);
    const random = seeded(SEED);
    const met = { borne: 0, ended: 0, refused: 0 };

    await inLanes(CONNECTIONS, async () => {
      const { kinds, bytes, isViolation } = exchange(random);
      const isKnown = random() < 0.5;
      const forged = pick(random, [
        null,
        "wrong",
        supervisor.token.slice(1),
        `${supervisor.token}x`,
      ]);
      const ping = textFrame(`{"type":"ping","id":${LAST_PING}}`);
      const command = textFrame('{"type":"scale","target":7}');
      // Who has no token asks for something that would show.
      const behind = isKnown ? Buffer.concat([bytes, ping]) : Buffer.concat([command, bytes]);
      const socket = upgrade(supervisor, isKnown ? supervisor.token : forged, behind);
      let head = "";
      socket.once(
        "data",
        (chunk: Buffer) => (head = chunk.toString("latin1").split("\r\n")[0] ?? ""),
      );
      const outcome = await readUntil(socket, `"type":"pong","id":${LAST_PING}`);
      socket.destroy();
      const told = `${head}; ${kinds.join(", ")}`;
      if (!isKnown) {
        expect(outcome, told).toBe("closed");
        expect(head).toMatch(/^HTTP\/1\.1 (?:401|429) /);
        met.refused += 1;
      } else {
        expect(head, told).toContain(" 101 ");
        expect(outcome, told).toBe(isViolation ? "closed" : "read");
        met[isViolation ? "ended" : "borne"] += 1;
      }
    });

    for (const count of Object.values(met)) expect(count).toBeGreaterThan(CONNECTIONS / 10);
    const after = await supervisor.state();
    expect(after.target).toBe(1);
    expect(after.workers[0]?.pid).toBe(before.workers[0]?.pid);
    expect(supervisor.log.errors).toEqual([]);
    // None of those that ended counts any more: all places are free.
    const streams = Array.from({ length: MOST_STREAMS }, () => openStream(supervisor));
    const isSnapshot = (message: ServerMessage) => message.type === "snapshot";
    await Promise.all(streams.map((stream) => stream.next(isSnapshot)));
    for (const stream of streams) stream.close();
  },
  TEST_TIMEOUT_MS,
);
