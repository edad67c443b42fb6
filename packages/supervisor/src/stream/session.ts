import { CLOSE, type Command, type ControlMessage, type ServerMessage } from "@clusterdeck/shared";
import type { WebSocket } from "ws";
import type { CommandDesk } from "./command-desk.ts";
import type { Feed } from "./feed.ts";
import { createLag } from "./lag.ts";
import type { LogChannels } from "./log-channels.ts";
import { openLogTap } from "./log-tap.ts";
import { parseClientMessage, parseJson } from "./parse-message.ts";
import {
  COMMAND_BURST,
  COMMANDS_PER_SECOND,
  createRateLimit,
  MESSAGE_BURST,
  MESSAGES_PER_SECOND,
  TOO_MANY_COMMANDS,
} from "./rate-limit.ts";

export interface SessionParts {
  readonly feed: Feed;
  readonly desk: CommandDesk;
  readonly logs: LogChannels;
  /** Who its commands are by. */
  readonly by: string;
}

const PING_INTERVAL_MS = 10_000;
const UNSENT_LIMIT_BYTES = 1024 * 1024;
const BAD_MESSAGES_IN_A_ROW = 10;
const REFUSED_MESSAGES_IN_A_ROW = 200;

/**
 * One reader of the stream: the snapshot, then every change; of the metrics only the latest is ever
 * owed. A reader that reads nothing is dropped: it answers no ping, stops acknowledging, or its
 * unsent changes pass the limit.
 */
export function openSession(socket: WebSocket, { feed, desk, logs, by }: SessionParts): void {
  let owedMetrics: string | null = null;
  let isAlive = true;
  let badInARow = 0;
  let refusedInARow = 0;
  const lag = createLag();
  const messages = createRateLimit(MESSAGES_PER_SECOND, MESSAGE_BURST);
  const commands = createRateLimit(COMMANDS_PER_SECOND, COMMAND_BURST);

  const say = (message: ServerMessage) => send(JSON.stringify(message));
  const send = (encoded: string) => {
    if (socket.bufferedAmount > UNSENT_LIMIT_BYTES) return socket.terminate();
    socket.send(encoded, sendOwed);
  };
  const sendOwed = () => {
    if (owedMetrics === null || socket.readyState !== socket.OPEN) return;
    const encoded = owedMetrics;
    owedMetrics = null;
    socket.send(encoded, sendOwed);
  };

  const subscription = feed.subscribe({
    change: (encoded, seq) => {
      lag.sent(seq, performance.now());
      send(encoded);
    },
    metrics: (encoded) => {
      owedMetrics = encoded;
      if (socket.bufferedAmount === 0) sendOwed();
    },
  });
  send(subscription.snapshot);
  const logTap = openLogTap(logs, socket);

  const pings = setInterval(() => {
    if (lag.isTooLong(performance.now())) return socket.close(CLOSE.tooSlow, "too slow");
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_INTERVAL_MS);

  const refuseFlood = () => {
    refusedInARow += 1;
    if (refusedInARow === 1) {
      const message = `Slow down: ${MESSAGES_PER_SECOND} messages a second.`;
      say({ type: "error", error: { code: "too-many", message } });
    }
    if (refusedInARow > REFUSED_MESSAGES_IN_A_ROW) socket.close(CLOSE.tooManyMessages, "too many");
  };
  const obey = (message: Command | ControlMessage) => {
    if (message.type === "ping") return say({ type: "pong", id: message.id });
    if (message.type === "resync") return send(JSON.stringify(feed.snapshotMessage()));
    if (message.type === "ack") return lag.acknowledged(message.seq);
    const isAllowed = commands.allow(performance.now());
    const error = { code: "too-many", message: TOO_MANY_COMMANDS } as const;
    if (message.type === "logs") {
      return isAllowed ? logTap.watch(message.slots) : say({ type: "error", error });
    }
    if (isAllowed) return say(desk.run(message, by));
    say({ id: message.id ?? null, type: message.type, status: "failed", error });
  };

  socket.on("pong", () => {
    isAlive = true;
  });
  socket.on("message", (data, isBinary) => {
    isAlive = true;
    if (!messages.allow(performance.now())) return refuseFlood();
    refusedInARow = 0;
    const json = parseJson(isBinary ? "" : (data as Buffer).toString("utf8"));
    const parsed = json.ok ? parseClientMessage(json.value) : json;
    if (parsed.ok) {
      badInARow = 0;
      return obey(parsed.value);
    }
    badInARow += 1;
    say({ type: "error", error: parsed.error });
    if (badInARow >= BAD_MESSAGES_IN_A_ROW) socket.close(CLOSE.badMessages, "bad messages");
  });
  // The peer's reset is the peer's business; `close` follows.
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(pings);
    subscription.close();
  });
}
