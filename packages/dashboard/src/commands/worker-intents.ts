import type { CommandSignal } from "@clusterdeck/shared";
import type { Intent } from "./command-status.ts";

/** Commands for one worker. The generation is that of the process the person was looking at. */
export function workerIntents(slot: number, generation: number) {
  // A slot that has had no process yet has no generation that a command could name.
  const at = generation >= 1 ? { slot, generation } : { slot };
  return {
    kill: (signal: CommandSignal): Intent => ({ type: "kill", ...at, signal }),
    restart: { type: "restart", ...at } satisfies Intent,
    retry: { type: "retry", ...at } satisfies Intent,
  };
}
