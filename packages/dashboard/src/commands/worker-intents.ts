import type { CommandSignal, WorkerCommand } from "@clusterdeck/shared";
import type { Intent } from "./command-status.ts";

export type WorkerIntent = Extract<Intent, { type: WorkerCommand }>;

/** Commands for one worker. The generation is that of the process the person was looking at. */
export function workerIntents(slot: number, generation: number) {
  // A slot that has had no process yet has no generation that a command could name.
  const at = generation >= 1 ? { slot, generation } : { slot };
  return {
    kill: (signal: CommandSignal): WorkerIntent => ({ type: "kill", ...at, signal }),
    restart: { type: "restart", ...at } satisfies WorkerIntent,
    retry: { type: "retry", ...at } satisfies WorkerIntent,
  };
}
