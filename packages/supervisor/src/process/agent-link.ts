import { Duplex } from "node:stream";
import type { AgentMessage, AgentOrder } from "../agent/messages.ts";

export interface AgentLink {
  readonly send: (order: AgentOrder) => void;
}

/** A line is far shorter; whatever is longer was not written by the agent. */
const LONGEST_LINE = 64 * 1024;

/**
 * The supervisor's end of an agent's pipe. The app could write to that descriptor too, so nothing
 * that comes is trusted to be well formed.
 */
export function openAgentLink(
  pipe: unknown,
  onMessage: (message: AgentMessage) => void,
): AgentLink {
  if (!(pipe instanceof Duplex)) return { send: () => {} };
  // It breaks when the process dies, which is reported as such.
  pipe.on("error", () => {});
  let rest = "";
  pipe.setEncoding("utf8");
  pipe.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) rest = "";
    for (const line of lines) {
      const message = parse(line);
      if (message !== null) onMessage(message);
    }
  });
  return {
    send: (order) => {
      if (pipe.writable) pipe.write(`${JSON.stringify(order)}\n`);
    },
  };
}

const KINDS: ReadonlySet<unknown> = new Set([
  "sample",
  "listening",
  "loaded",
  "drained",
  "fatal",
  "held",
] satisfies AgentMessage["kind"][]);

function parse(line: string): AgentMessage | null {
  try {
    const value = JSON.parse(line) as Partial<AgentMessage> | null;
    return value !== null && KINDS.has(value.kind) ? (value as AgentMessage) : null;
  } catch {
    return null;
  }
}
