import { stayingSlots } from "./spares.ts";
import type { Slot } from "./fleet-state.ts";
import { withdrawReplacements } from "./process-end.ts";
import { beginReload, reloadedWords } from "./reload.ts";
import type { Turn } from "./turn.ts";

/** Files that are told by name; the others by their number. */
const MOST_NAMED = 5;

/**
 * The app's files have changed: every worker is replaced by one of the new code. Never refused, so
 * that no save is lost: a reload that goes on begins anew, a restart is followed, workers that are
 * down are tried again, and what only starts, with the old code, is not waited for.
 *
 * @param files as a person names them, the first that changed first
 */
export function sourceChanged(turn: Turn, files: readonly string[]): void {
  if (turn.state.stopping || turn.state.target === 0) return;
  const before = turn.state.reload;
  const isAgain = before !== null;
  // Those that changed just now first: they are what the next end is about.
  const all = [...new Set([...files, ...(before?.files ?? [])])];
  if (isAgain) withdrawReplacements(turn, "its files have changed since");
  for (const slot of stayingSlots(turn.state, "worker")) giveUpStart(turn, slot);
  for (const slot of stayingSlots(turn.state, "spare")) giveUpStart(turn, slot);
  beginReload(turn, {
    by: "watch",
    files: all.slice(0, MOST_NAMED),
    message: (slots) =>
      `${isAgain ? "reload begun anew" : "rolling reload"} of ${reloadedWords(slots)}: ${changedWords(all)} changed`,
  });
}

function changedWords(files: readonly string[]): string {
  const [first = "", second, ...more] = files;
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first} and ${files.length - 1} more`;
}

/** It serves nobody yet, and would with the old code. */
function giveUpStart(turn: Turn, slot: Slot): void {
  const { holder } = slot;
  if (holder.kind !== "live" || holder.process.phase.kind !== "starting") return;
  const why = "its files have changed since it began to start";
  const retired = turn.retire(holder.process, "reload", "watch", why);
  const successor = holder.successor?.process;
  const retiring = [...slot.retiring, retired];
  if (successor !== undefined) retiring.push(turn.retire(successor, "reload", "watch", why));
  turn.updateSlot(slot.slot, { holder: { kind: "empty", since: turn.now }, retiring });
}
