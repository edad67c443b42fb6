import type { ChangeMessage } from "./server-message.ts";
import type { Snapshot } from "./snapshot.ts";
import type { WorkerView } from "./worker.ts";

/** A worker without its metrics, which travel apart. */
export type WorkerLifecycle = Omit<WorkerView, "metrics">;

/**
 * Applies one change to a list of workers that is ordered by slot. Rows that did not change keep
 * their reference, and so does the list when no row did.
 */
export function applyWorkerChanges<T extends { slot: number }>(
  workers: readonly T[],
  changed: readonly T[] = [],
  removed: readonly number[] = [],
): readonly T[] {
  if (changed.length === 0 && removed.length === 0) return workers;
  const bySlot = new Map(workers.map((worker) => [worker.slot, worker]));
  for (const slot of removed) bySlot.delete(slot);
  for (const worker of changed) bySlot.set(worker.slot, worker);
  return [...bySlot.values()].sort((a, b) => a.slot - b.slot);
}

export type Continuity =
  /** The next one: apply it. */
  | "next"
  /** Contained already: drop it. */
  | "old"
  /** Something is missing, or the supervisor is another: ask for a snapshot. */
  | "gap";

/** Whether a numbered message may be applied to what is known. */
export function continuity(
  known: Pick<Snapshot, "epoch" | "seq">,
  message: Pick<ChangeMessage, "epoch" | "seq">,
): Continuity {
  if (message.epoch !== known.epoch) return "gap";
  if (message.seq <= known.seq) return "old";
  return message.seq === known.seq + 1 ? "next" : "gap";
}
