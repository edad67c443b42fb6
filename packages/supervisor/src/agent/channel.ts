import { Socket } from "node:net";
import { AGENT_FD, type AgentMessage, type AgentOrder } from "./messages.ts";

export interface Channel {
  readonly send: (message: AgentMessage) => void;
  readonly onOrder: (listener: (order: AgentOrder) => void) => void;
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
    for (const line of lines) listener(JSON.parse(line) as AgentOrder);
  });
  socket.unref();
  return {
    send: (message) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
    },
    onOrder: (next) => {
      listener = next;
    },
  };
}
