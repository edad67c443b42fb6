import type { FleetState, WorkerProcess } from "./fleet-state.ts";
import { findProcess, type Turn } from "./turn.ts";

/**
 * When a blocked worker is to be replaced; null: never, or its replacement starts already. Not one
 * that is stopped or in a debugger: someone wanted that.
 */
export function unresponsiveDeadlineMs(state: FleetState, process: WorkerProcess): number | null {
  const { phase } = process;
  const { killUnresponsiveMs } = state.policy;
  if (phase.kind !== "unresponsive" || phase.because !== "busy") return null;
  const holder = findProcess(state, process.launch)?.slot.holder;
  const isReplaced = holder?.kind === "live" && holder.successor !== null;
  if (killUnresponsiveMs === null || isReplaced) return null;
  return process.phaseSince.monotonicMs + killUnresponsiveMs;
}

/**
 * Replacement first, and only then the kill: were it the only worker, its listening socket would go
 * with it, and all the connections that wait there. The kill follows when the replacement takes over,
 * or does not come up.
 */
export function replaceUnresponsive(turn: Turn, process: WorkerProcess): void {
  const slot = findProcess(turn.state, process.launch)?.slot;
  if (slot?.holder.kind !== "live") return;
  const successor = turn.fork(slot);
  const why = blockedWords(turn, process);
  turn.updateSlot(slot.slot, {
    holder: {
      ...slot.holder,
      successor: { process: successor, cause: "unresponsive", by: "supervisor", why },
    },
  });
  turn.log({
    kind: "worker:recycled",
    severity: "warning",
    slot: slot.slot,
    pid: process.pid,
    generation: process.generation,
    by: "supervisor",
    message: `${why}: its replacement starts`,
  });
}

export function blockedWords(turn: Turn, process: WorkerProcess): string {
  const blockedMs = turn.now.monotonicMs - process.phaseSince.monotonicMs;
  return `its event loop was blocked for ${(blockedMs / 1000).toFixed(1)} s`;
}
