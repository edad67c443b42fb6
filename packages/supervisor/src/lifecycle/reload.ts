import type { ReloadStep } from "@clusterdeck/shared";
import type { FleetState, Reload, Slot } from "./fleet-state.ts";
import { FRESH_HISTORY } from "./restart-policy.ts";
import { failReload } from "./process-end.ts";
import { replaceProcess, type Turn } from "./turn.ts";

/**
 * Moves a rolling reload on by looking at what is, not at what was done: a slot is through when a
 * later generation than at the start has been ready in it for a moment and the old process is gone.
 * So a kill or a crash of an old process during the reload, whose respawn is new code anyway, simply
 * counts. That a new one ends unasked ends the reload: see `holderEnded`.
 */
export function advanceReload(turn: Turn): void {
  for (;;) {
    const { reload } = turn.state;
    if (reload === null) return;
    const current = reload.current === null ? undefined : turn.slot(reload.current);
    if (current !== undefined && !isThrough(reload, current)) return replace(turn, reload, current);
    const next = inOrder(turn.state.slots).find((slot) => !isThrough(reload, slot));
    if (next === undefined) return finish(turn, reload);
    turn.update({ reload: { ...reload, current: next.slot } });
  }
}

export interface ReloadCause {
  readonly by: string;
  /** Whose change has caused it. */
  readonly files: readonly string[];
  /** For the event, of those that it will replace. */
  readonly message: (slots: readonly Slot[]) => string;
}

/** Every process there is now is to be replaced. */
export function beginReload(turn: Turn, { by, files, message }: ReloadCause): void {
  const staying = turn.state.slots.filter((slot) => slot.holder.kind !== "leaving");
  const id = turn.state.reloads + 1;
  turn.update({
    reloads: id,
    reload: {
      id,
      by,
      files,
      from: new Map(staying.map((slot) => [slot.slot, slot.generation])),
      firstLaunch: turn.state.nextLaunch,
      current: null,
      total: staying.length,
    },
  });
  turn.log({
    kind: "reload:started",
    severity: "info",
    slot: null,
    pid: null,
    generation: null,
    by,
    message: message(staying),
  });
}

/** "4 workers and 1 spare" */
export function reloadedWords(slots: readonly Slot[]): string {
  const spares = slots.filter(({ role }) => role === "spare").length;
  const workers = `${slots.length - spares} workers`;
  if (spares === 0) return workers;
  return `${workers} and ${spares} ${spares === 1 ? "spare" : "spares"}`;
}

/** Workers first: of a new version that does not start, no spare is made. */
function inOrder(slots: readonly Slot[]): Slot[] {
  return slots.toSorted((a, b) => Number(a.role === "spare") - Number(b.role === "spare"));
}

export function reloadedCount(reload: Reload, slots: readonly Slot[]): number {
  return slots.filter((slot) => reload.from.has(slot.slot) && isThrough(reload, slot)).length;
}

/** How far a reload has got in one slot; null when it has no business there. */
export function reloadStep(reload: Reload | null, slot: Slot): ReloadStep | null {
  if (reload === null || !reload.from.has(slot.slot) || slot.holder.kind === "leaving") return null;
  if (isThrough(reload, slot)) return "done";
  return reload.current === slot.slot ? "replacing" : "waiting";
}

function isThrough(reload: Reload, slot: Slot): boolean {
  const from = reload.from.get(slot.slot);
  // Scaled up since the reload began, or scaled down: not this reload's business.
  if (from === undefined || slot.holder.kind === "leaving") return true;
  if (slot.holder.kind !== "live" || slot.retiring.length > 0) return false;
  const { process } = slot.holder;
  return process.generation > from && process.hasSettled;
}

/** Marks the respawns that have survived a moment. */
export function settleRespawns(turn: Turn): void {
  for (const slot of turn.state.slots) {
    const atMs = settlesAtMs(turn.state, slot);
    if (atMs === null || turn.now.monotonicMs < atMs || slot.holder.kind !== "live") continue;
    replaceProcess(turn, { ...slot.holder.process, hasSettled: true });
  }
}

/** When a process that a reload waits for will have survived a moment, in monotonic ms. */
export function settlesAtMs({ reload, policy }: FleetState, { slot, holder }: Slot): number | null {
  const from = reload?.from.get(slot);
  if (from === undefined || holder.kind !== "live") return null;
  const { generation, readyAt, hasSettled } = holder.process;
  if (generation <= from || readyAt === null || hasSettled) return null;
  return readyAt.monotonicMs + policy.settleMs;
}

function replace(turn: Turn, reload: Reload, slot: Slot): void {
  const { holder } = slot;
  const from = reload.from.get(slot.slot) ?? 0;
  if (holder.kind === "failed" || holder.kind === "backoff") {
    // The new code has been tried in this slot and did not come up.
    if (slot.generation > from) return failReload(turn, slot.slot, slot.lastExit?.detail ?? "");
    turn.updateSlot(slot.slot, {
      holder: { kind: "empty", since: turn.now },
      history: FRESH_HISTORY,
    });
    return;
  }
  if (holder.kind !== "live" || holder.successor !== null) return;
  const { process } = holder;
  if (process.generation > from || process.phase.kind === "starting") return;
  const successor = turn.fork(slot);
  turn.updateSlot(slot.slot, {
    holder: {
      ...holder,
      successor: {
        process: successor,
        cause: "reload",
        by: reload.by,
        why: "replaced by the reload",
      },
    },
  });
}

function finish(turn: Turn, reload: Reload): void {
  turn.update({ reload: null });
  turn.log({
    kind: "reload:finished",
    severity: "good",
    slot: null,
    pid: null,
    generation: null,
    by: reload.by,
    message: `reload finished, ${reloadedCount(reload, turn.state.slots)} of ${reload.total}`,
  });
}
