import type { PassedLimit } from "./limits.ts";
import { findProcess, type Turn } from "./turn.ts";

/**
 * Replaces a worker that has passed a limit, replacement first. One at a time over the whole fleet,
 * and not during a reload, so that workers never recycle together: what is not done now is reported
 * again a second later.
 */
export function recycle(turn: Turn, launch: number, limit: PassedLimit): void {
  const found = findProcess(turn.state, launch);
  if (found === undefined || found.place !== "holder") return;
  const { slot, process } = found;
  if (slot.holder.kind !== "live" || process.readyAt === null) return;
  if (turn.state.reload !== null || turn.state.stopping || isSomeoneReplaced(turn)) return;
  if (turn.now.monotonicMs < slot.recycleNotBeforeMs) return;
  const successor = turn.fork(slot);
  const { cause, why } = limit;
  turn.updateSlot(slot.slot, {
    holder: { ...slot.holder, successor: { process: successor, cause, by: "supervisor", why } },
  });
  turn.log({
    kind: "worker:recycled",
    severity: "info",
    slot: slot.slot,
    pid: process.pid,
    generation: process.generation,
    by: "supervisor",
    message: `${why}: its replacement starts`,
  });
}

function isSomeoneReplaced(turn: Turn): boolean {
  return turn.state.slots.some(
    ({ holder, retiring }) =>
      retiring.length > 0 || (holder.kind === "live" && holder.successor !== null),
  );
}
