import type { WorkerCommand } from "@clusterdeck/shared";
import type { Deck } from "./deck.ts";
import type { DeckLink, DeckState } from "./deck-store.ts";

/** When what is shown stopped being live, by the page's clock; null while it is live. */
export function staleSinceMs(connection: DeckLink): number | null {
  switch (connection.phase) {
    case "live":
    case "protocol-mismatch":
    // It never was, and says so.
    case "recording":
      return null;
    default:
      return connection.sinceMs;
  }
}

export function servingCount(deck: Deck): number {
  return deck.workers.filter(({ worker }) => TAKES_PART.has(worker.state)).length;
}

const TAKES_PART: ReadonlySet<string> = new Set(["serving", "running"]);

export function standbyCount(deck: Deck): number {
  return deck.workers.filter(({ worker }) => worker.state === "standby").length;
}

/** Why the fleet takes no command now, as a sentence; null when it does. */
export function fleetLock({ connection, deck }: DeckState): string | null {
  if (connection.phase === "recording") return "This is a recording: go back to live to act.";
  if (deck === null || connection.phase !== "live") return "There is no live connection.";
  if (deck.fleet.readOnly) return "The supervisor was started with --read-only.";
  if (deck.fleet.stopping) return "The supervisor is stopping and takes no more commands.";
  return null;
}

/** Why a worker does not take a command now, as a sentence; null when it does. */
export function workerLock(
  lock: string | null,
  offered: readonly WorkerCommand[],
  command: WorkerCommand,
): string | null {
  return lock ?? (offered.includes(command) ? null : "Not possible in this state.");
}

/** All slots in order, as one string, which compares by value. */
export function slotsKey(deck: Deck): string {
  return deck.workers.map(({ slot }) => slot).join(",");
}
