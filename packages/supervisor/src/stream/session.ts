import { CLOSE, type CommandResult, type ServerMessage } from "@clusterdeck/shared";
import type { WebSocket } from "ws";
import type { CommandDesk } from "./command-desk.ts";
import type { Feed } from "./feed.ts";
import { parseClientMessage, parseJson } from "./parse-message.ts";
import { createRateLimit, MESSAGE_BURST, MESSAGES_PER_SECOND } from "./rate-limit.ts";

export interface SessionParts {
  readonly feed: Feed;
  readonly desk: CommandDesk;
  /** Who its commands are by. */
  readonly by: string;
}

const PING_INTERVAL_MS = 10_000;
const UNSENT_LIMIT_BYTES = 1024 * 1024;
const BAD_MESSAGES_IN_A_ROW = 10;
const REFUSED_MESSAGES_IN_A_ROW = 200;

/**
 * One reader of the stream: the snapshot, then every change; of the metrics only the latest is ever
 * owed. A reader that reads nothing is dropped: it answers no ping, or its unsent changes pass the
 * limit.
 */
export function openSession(socket: WebSocket, { feed, desk, by }: SessionParts): void {
  let owedMetrics: string | null = null;
  let isAlive = true;
  let badInARow = 0;
  let refusedInARow = 0;
  const rate = createRateLimit(MESSAGES_PER_SECOND, MESSAGE_BURST);

  const say = (message: ServerMessage | CommandResult) => send(JSON.stringify(message));
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
    change: send,
    metrics: (encoded) => {
      owedMetrics = encoded;
      if (socket.bufferedAmount === 0) sendOwed();
    },
  });
  send(subscription.snapshot);

  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_INTERVAL_MS);

  socket.on("pong", () => {
    isAlive = true;
  });
  socket.on("message", (data, isBinary) => {
    isAlive = true;
    if (!rate.allow(performance.now())) {
      refusedInARow += 1;
      if (refusedInARow === 1) {
        const limit = `${MESSAGES_PER_SECOND} messages a second`;
        say({ type: "error", error: { code: "too-many", message: `Slow down: ${limit}.` } });
      }
      if (refusedInARow > REFUSED_MESSAGES_IN_A_ROW)
        socket.close(CLOSE.tooManyMessages, "too many");
      return;
    }
    refusedInARow = 0;
    const json = isBinary ? parseJson("") : parseJson((data as Buffer).toString("utf8"));
    const parsed = json.ok ? parseClientMessage(json.value) : json;
    if (!parsed.ok) {
      badInARow += 1;
      say({ type: "error", error: parsed.error });
      if (badInARow >= BAD_MESSAGES_IN_A_ROW) socket.close(CLOSE.badMessages, "bad messages");
      return;
    }
    badInARow = 0;
    const message = parsed.value;
    if (message.type === "ping") say({ type: "pong", id: message.id });
    else if (message.type === "resync") send(JSON.stringify(feed.snapshotMessage()));
    else if (message.type !== "ack") say(desk.run(message, by));
  });
  // The peer's reset is the peer's business; `close` follows.
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(pings);
    subscription.close();
  });
}
