import {
  CLOSE,
  type Command,
  type ControlMessage,
  type ResumePoint,
  type ServerMessage,
} from "@clusterdeck/shared";
import type { Writable } from "node:stream";
import type { WebSocket } from "ws";
import type { CommandDesk } from "./command-desk.ts";
import { createConduct } from "./conduct.ts";
import type { Feed } from "./feed.ts";
import { createLag } from "./lag.ts";
import { createMarks, type Marks } from "./marks.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { parseClientMessage, parseJson } from "./parse-message.ts";
import {
  COMMAND_BURST,
  COMMANDS_PER_SECOND,
  createRateLimit,
  MESSAGES_PER_SECOND,
  TOO_MANY_COMMANDS,
} from "./rate-limit.ts";
import type { SlotChannels } from "./slot-channels.ts";
import { openSlotTap } from "./slot-tap.ts";

export interface SessionParts {
  readonly feed: Feed;
  readonly desk: CommandDesk;
  /** One for each topic. */
  readonly channels: readonly SlotChannels[];
  /** Who its commands are by. */
  readonly by: string;
  /** Where a reader that comes back stands; null for a newcomer. */
  readonly from: ResumePoint | null;
  /** What lies under the WebSocket. */
  readonly transport: Pick<Writable, "cork" | "uncork">;
}

/**
 * A session's life. It has no state before `live`: who it is has been settled by the guard before
 * the upgrade, and a connection that takes over ten seconds for that is closed.
 *
 * - `live`: is sent the snapshot or what it missed, then all that changes; says commands.
 * - `closing`: has been told why it ends, and is sent nothing more; left without an answer it is cut.
 * - `closed`: the socket is gone.
 */
type SessionState =
  | { readonly kind: "live"; readonly end: () => void }
  | { readonly kind: "closing"; readonly cut: NodeJS.Timeout }
  | { readonly kind: "closed" };

const LOOK_INTERVAL_MS = 1_000;
const CLOSING_MS = 2_000;
/** Answers to a reader that asks and does not read; what it did not ask for is the outbox's. */
const UNSENT_LIMIT_BYTES = 1024 * 1024;

export interface Session {
  /** Ends it from our side, with the reason for the reader. */
  readonly close: (code: number, reason: string) => void;
}

export function openSession(socket: WebSocket, parts: SessionParts): Session {
  const { desk, by } = parts;
  const conduct = createConduct();
  const lag = createLag();
  const commands = createRateLimit(COMMANDS_PER_SECOND, COMMAND_BURST);
  const marks = createMarks((name) => socket.ping(name));
  const taps = new Map(
    parts.channels.map((channels) => [channels.topic, openSlotTap(channels, socket, marks)]),
  );
  const outbox = connectOutbox(socket, marks, parts, lag.sent);
  const looks = setInterval(() => {
    const nowMs = performance.now();
    if (outbox.isStuck(nowMs) || lag.isTooLong(nowMs)) close(CLOSE.tooSlow, "reads too slowly");
  }, LOOK_INTERVAL_MS);

  let state: SessionState = {
    kind: "live",
    end: () => {
      clearInterval(looks);
      outbox.close();
      for (const tap of taps.values()) tap.close();
    },
  };
  const leave = () => {
    if (state.kind !== "live") return;
    state.end();
    state = { kind: "closing", cut: setTimeout(() => socket.terminate(), CLOSING_MS) };
  };
  const close = (code: number, reason: string) => {
    if (state.kind !== "live") return;
    leave();
    socket.close(code, reason);
  };
  let unsentBytes = 0;
  const say = (message: ServerMessage) => {
    if (state.kind !== "live") return;
    if (unsentBytes > UNSENT_LIMIT_BYTES) return close(CLOSE.tooSlow, "reads too slowly");
    const answer = JSON.stringify(message);
    unsentBytes += answer.length;
    socket.send(answer, () => (unsentBytes -= answer.length));
  };
  const refuse = (message: Exclude<Command | ControlMessage, { type: "ping" | "ack" }>) => {
    const error = { code: "too-many", message: TOO_MANY_COMMANDS } as const;
    if ("slots" in message || message.type === "resync") return say({ type: "error", error });
    say({ id: message.id ?? null, type: message.type, status: "failed", error });
  };
  const obey = (message: Command | ControlMessage, nowMs: number) => {
    switch (message.type) {
      case "ping":
        return say({ type: "pong", id: message.id });
      case "ack":
        return lag.acknowledged(message.seq, nowMs);
      default:
        if (!commands.allow(nowMs)) return refuse(message);
        if ("slots" in message) return taps.get(message.type)?.watch(message.slots);
        if (message.type === "resync") return outbox.resync(nowMs);
        return say(desk.run(message, by));
    }
  };
  const read = (text: string, nowMs: number) => {
    const json = parseJson(text);
    const parsed = json.ok ? parseClientMessage(json.value) : json;
    const isHopeless = conduct.understood(parsed.ok);
    if (parsed.ok) return obey(parsed.value, nowMs);
    say({ type: "error", error: parsed.error });
    if (isHopeless) close(CLOSE.badMessages, "bad messages");
  };

  /** A frame that says nothing; it counts all the same. */
  const bear = () => {
    if (state.kind !== "live" || conduct.said(performance.now()) !== "close") return;
    close(CLOSE.tooManyMessages, "too many messages");
  };

  socket.on("ping", bear);
  socket.on("pong", (data) => {
    if (!marks.arrived(data.toString())) bear();
  });
  socket.on("message", (data, isBinary) => {
    if (state.kind !== "live") return;
    const nowMs = performance.now();
    switch (conduct.said(nowMs)) {
      case "read":
        // Nothing that is sent is binary; as text it would be no JSON either.
        return read(isBinary ? "" : (data as Buffer).toString("utf8"), nowMs);
      case "tell": {
        const message = `Slow down: ${MESSAGES_PER_SECOND} messages a second.`;
        return say({ type: "error", error: { code: "too-many", message } });
      }
      case "ignore":
        return;
      case "close":
        return close(CLOSE.tooManyMessages, "too many messages");
    }
  });
  // A bad frame: ws has sent the closing code, and the peer has as long to answer as for ours.
  socket.on("error", leave);
  socket.on("close", () => {
    if (state.kind === "live") state.end();
    if (state.kind === "closing") clearTimeout(state.cut);
    state = { kind: "closed" };
  });
  return { close };
}

/** Subscribes the reader, and sends it what it is owed. */
function connectOutbox(
  socket: WebSocket,
  marks: Marks,
  { feed, from, transport }: SessionParts,
  onSent: (seq: number, nowMs: number) => void,
): Pick<Outbox, "resync" | "isStuck"> & { readonly close: () => void } {
  /** A frame and the mark behind it leave in one system call. */
  const together = (write: () => void) => {
    transport.cork();
    write();
    transport.uncork();
  };
  const link = {
    send: (data: Buffer) => socket.send(data, { binary: false }),
    mark: (mark: number) =>
      marks.send(() => together(() => outbox.arrived(mark, performance.now()))),
    snapshot: () => feed.snapshotFrame(),
  };
  const { first, close } = feed.subscribe(
    {
      change: (frame) => {
        const nowMs = performance.now();
        onSent(frame.seq, nowMs);
        together(() => outbox.change(frame, nowMs));
      },
      metrics: (data) => together(() => outbox.metrics(data, performance.now())),
    },
    from,
  );
  const nowMs = performance.now();
  onSent(first.seq, nowMs);
  const outbox = createOutbox(link, first, nowMs);
  return { resync: outbox.resync, isStuck: outbox.isStuck, close };
}
