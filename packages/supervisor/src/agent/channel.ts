import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { AGENT_FD, type AgentMessage, type AgentOrder } from "./messages.ts";

export interface Channel {
  readonly send: (message: AgentMessage) => void;
  /** Has written it when it returns: for the `exit` event, after which the loop turns no more. */
  readonly sendNow: (message: AgentMessage) => void;
  readonly onOrder: (listener: (order: AgentOrder) => void) => void;
  /** The supervisor is gone. */
  readonly onClosed: (listener: () => void) => void;
  /** Whether it keeps the process alive, as what waits for an answer should. */
  readonly setAwaited: (isAwaited: boolean) => void;
}

/**
 * The agent's own pipe to the supervisor, one JSON object a line. Node's IPC stays wholly the
 * app's. Unreferenced, so that a script which would have ended still ends.
 *
 * @returns null when there is no such pipe: then the app runs as if without an agent
 */
export function openChannel(): Channel | null {
  let socket: Socket;
  try {
    // Throws where the descriptor is no pipe. To look first with `fs.fstatSync` would be wrong: on
    // Node 20 that call, made before the entry has loaded, stops `require` from following symlinks.
    socket = new Socket({ fd: AGENT_FD });
  } catch {
    return null;
  }
  // The supervisor may be gone; what then happens is the IPC channel's business.
  socket.on("error", () => socket.destroy());
  socket.setEncoding("utf8");
  let rest = "";
  let listener: (order: AgentOrder) => void = () => {};
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) listener(JSON.parse(text) as AgentOrder);
  });
  socket.unref();
  const line = (message: AgentMessage) => `${JSON.stringify(message)}\n`;
  return {
    send: (message) => {
      if (!socket.destroyed) socket.write(line(message));
    },
    sendNow: (message) => {
      // Closed, the descriptor's number may be a file of the app's by now.
      if (socket.destroyed) return;
      try {
        writeSync(AGENT_FD, line(message));
      } catch {
        // The pipe is full or broken: then the supervisor goes by the last sample.
      }
    },
    onOrder: (next) => {
      listener = next;
    },
    onClosed: (closed) => socket.once("close", closed),
    setAwaited: (isAwaited) => {
      if (isAwaited) socket.ref();
      else socket.unref();
    },
  };
}
