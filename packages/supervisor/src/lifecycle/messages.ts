import type { Command } from "@clusterdeck/shared";
import type { Slot, WorkerProcess } from "./fleet-state.ts";
import { refuse, type Outcome } from "./outcome.ts";
import type { Turn } from "./turn.ts";

type MessageCommand = Extract<Command, { type: "message" }>;

/** Processes for which so much waits already that they are sent no more. */
export type FullChannels = ReadonlySet<number>;

/**
 * Why a message is for nobody, whatever the workers do. Node takes one with such a `cmd` for its own:
 * an end of the channel could be asked for in its name.
 */
export function whyNoMessage({ slot, generation, payload }: MessageCommand): Outcome | null {
  if (slot === "all" && generation !== undefined) {
    return refuse(
      "invalid-command",
      'A "generation" is of one slot: leave it out, or name the slot in place of "all".',
    );
  }
  const cmd: unknown =
    typeof payload === "object" && payload !== null && "cmd" in payload ? payload.cmd : undefined;
  if (typeof cmd !== "string" || !cmd.startsWith("NODE_")) return null;
  return refuse(
    "invalid-command",
    'A message whose "cmd" begins with "NODE_" is Node\'s own: give it another name.',
  );
}

/** Sends a message to the app in one worker. */
export function sendToOne(
  turn: Turn,
  slot: Slot,
  { payload }: MessageCommand,
  by: string,
  full: FullChannels,
): Outcome {
  const taker = takerOf(slot, full);
  if (typeof taker === "string") return refuse("not-possible-now", taker);
  turn.effects.push({ kind: "message", launch: taker.launch, payload, by });
  const { generation, pid } = taker;
  return {
    status: "done",
    slot: slot.slot,
    generation,
    workers: 1,
    ...(pid === null ? {} : { pid }),
  };
}

/** To every worker that takes it; refused where none does. Spares stand by, and are left in peace. */
export function sendToAll(
  turn: Turn,
  { payload }: MessageCommand,
  by: string,
  full: FullChannels,
): Outcome {
  const workers = turn.state.slots.filter(({ role }) => role === "worker");
  const takers = workers.map((slot) => takerOf(slot, full));
  const processes = takers.filter((taker) => typeof taker !== "string");
  const reason = takers.find((taker) => typeof taker === "string");
  if (processes.length === 0) return refuse("not-possible-now", reason ?? "There is no worker.");
  for (const { launch } of processes) {
    turn.effects.push({ kind: "message", launch, payload, by });
  }
  return { status: "done", workers: processes.length };
}

/** The process, or why it takes no message. One whose event loop is blocked reads it when it can. */
function takerOf({ slot, holder }: Slot, full: FullChannels): WorkerProcess | string {
  if (holder.kind === "leaving") return `Worker ${slot} is being removed.`;
  if (holder.kind !== "live") return `Worker ${slot} has no process now.`;
  const { process } = holder;
  if (process.disconnectedAt !== null) return `Worker ${slot} has closed its channel.`;
  if (process.phase.kind === "starting") return `Worker ${slot} is still starting.`;
  if (full.has(process.launch)) {
    return `Worker ${slot} has not read the messages that it was sent before; send this one later.`;
  }
  return process;
}
