import { randomUUID } from "node:crypto";
import {
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
  type ClientMessage,
  type Command,
  type CommandResult,
  type ResumePoint,
  type ServerMessage,
} from "@clusterdeck/shared";
import { WebSocket } from "ws";
import type { Supervisor } from "./supervisor.ts";

/** A reader of the stream that keeps all it has been told. */
export interface Stream {
  readonly messages: readonly ServerMessage[];
  readonly socket: WebSocket;
  readonly send: (message: ClientMessage) => void;
  /** With an id of its own, as the page sends them; resolves to the result, a refusal too. */
  readonly command: (command: Command) => Promise<CommandResult>;
  /** The first message from `from` on that fits, whether it has come already or is still to come. */
  readonly next: <T extends ServerMessage>(
    fits: (message: ServerMessage) => message is T,
    from?: number,
  ) => Promise<T>;
  /** Calls back with every message, those that have come already first, until it is closed. */
  readonly each: (listener: (message: ServerMessage) => void) => () => void;
  readonly close: () => void;
}

interface Waiter {
  /** Whether it was the message that is waited for. */
  readonly take: (message: ServerMessage) => boolean;
  readonly reject: (error: Error) => void;
}

/**
 * Connects as the page does, with the token among the subprotocols.
 *
 * @param resumePoint where a reader that comes back stands
 */
export function openStream(
  supervisor: Pick<Supervisor, "origin" | "token">,
  resumePoint: Partial<Record<keyof ResumePoint, unknown>> = {},
): Stream {
  const url = new URL(STREAM_PATH, supervisor.origin.replace("http", "ws"));
  for (const [name, value] of Object.entries(resumePoint)) {
    url.searchParams.set(name, String(value));
  }
  const protocols = [STREAM_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + supervisor.token];
  const socket = new WebSocket(url, protocols);
  const messages: ServerMessage[] = [];
  const listeners = new Set<(message: ServerMessage) => void>();
  const waiting = new Set<Waiter>();
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as ServerMessage;
    messages.push(message);
    for (const listener of listeners) listener(message);
    for (const waiter of waiting) if (waiter.take(message)) waiting.delete(waiter);
  });
  socket.once("close", () => {
    for (const { reject } of waiting) {
      reject(new Error("the stream closed before the message came"));
    }
  });
  const send = (message: ClientMessage) => socket.send(JSON.stringify(message));
  const next: Stream["next"] = (fits, from = 0) => {
    const known = messages.slice(from).find(fits);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const take = (message: ServerMessage) => {
        if (!fits(message)) return false;
        resolve(message);
        return true;
      };
      waiting.add({ take, reject });
    });
  };

  return {
    messages,
    socket,
    send,
    command: (command) => {
      const id = randomUUID();
      const from = messages.length;
      send({ ...command, id });
      return next(
        (message): message is CommandResult => "status" in message && message.id === id,
        from,
      );
    },
    next,
    each: (listener) => {
      for (const message of messages) listener(message);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => socket.close(),
  };
}
