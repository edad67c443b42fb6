import type { WorkerProcess } from "./fleet-state.ts";

/** A spare whose turn has come, and which was about to listen when it was held back. */
export function owesListening({ wokenAt, holdsListening }: WorkerProcess): boolean {
  return wokenAt !== null && holdsListening;
}

/** We have sent it SIGKILL, which nothing survives. */
export function isDying({ intent }: WorkerProcess): boolean {
  return intent?.kind === "signal" && intent.signals.at(-1) === "SIGKILL";
}
