import {
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
  type ClientMessage,
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
  /** The first message from `from` on that fits, whether it has come already or is still to come. */
  readonly next: <T extends ServerMessage>(
    fits: (message: ServerMessage) => message is T,
    from?: number,
  ) => Promise<T>;
  readonly close: () => void;
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
  const waiting = new Set<(message: ServerMessage) => boolean>();
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as ServerMessage;
    messages.push(message);
    for (const waiter of waiting) if (waiter(message)) waiting.delete(waiter);
  });
  return {
    messages,
    socket,
    send: (message) => socket.send(JSON.stringify(message)),
    next: (fits, from = 0) => {
      const known = messages.slice(from).find(fits);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        socket.once("close", () => reject(new Error("the stream closed before the message came")));
        waiting.add((message) => {
          if (!fits(message)) return false;
          resolve(message);
          return true;
        });
      });
    },
    close: () => socket.close(),
  };
}
