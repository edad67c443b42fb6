import { Duplex } from "node:stream";
import type { AgentMessage, AgentOrder } from "../agent/messages.ts";
import { parseAgentMessage } from "./agent-message.ts";

export interface AgentLink {
  readonly send: (order: AgentOrder) => void;
  /** Sends it, unless too much waits for the process already, or it cannot be reached. */
  readonly offer: (order: AgentOrder) => boolean;
}

/** A line is far shorter; whatever is longer was not written by the agent. */
const LONGEST_LINE = 64 * 1024;
/** What may wait for a process that reads nothing, such as one whose event loop is blocked. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/**
 * The supervisor's end of an agent's pipe. The app could write to that descriptor too, so nothing
 * that comes is trusted to be well formed.
 */
export function openAgentLink(
  pipe: unknown,
  onMessage: (message: AgentMessage) => void,
): AgentLink {
  if (!(pipe instanceof Duplex)) return { send: () => {}, offer: () => false };
  // It breaks when the process dies, which is reported as such.
  pipe.on("error", () => {});
  let rest = "";
  pipe.setEncoding("utf8");
  pipe.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) rest = "";
    for (const line of lines) {
      const message = parseAgentMessage(line);
      if (message !== null) onMessage(message);
    }
  });
  const send = (order: AgentOrder) => {
    if (pipe.writable) pipe.write(`${JSON.stringify(order)}\n`);
  };
  return {
    send,
    offer: (order) => {
      if (!pipe.writable || pipe.writableLength > MOST_UNREAD_BYTES) return false;
      send(order);
      return true;
    },
  };
}
