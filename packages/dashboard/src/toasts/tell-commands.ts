import type { CommandCenter } from "../commands/command-center.ts";
import { endedBetween, type Intent } from "../commands/command-status.ts";
import type { DeckStore } from "../store/deck-store.ts";
import { commandToast } from "./command-toast.ts";
import type { ToastDesk } from "./toast-desk.ts";

/** Tells of commands whose own place on the page does not. */
export function tellCommands(commands: CommandCenter, store: DeckStore, toasts: ToastDesk): void {
  /** How many workers were wanted when a command was given, by its id: it is given where there is a deck. */
  const targets = new Map<string, number>();
  commands.statuses.subscribe((statuses, before) => {
    for (const { id, phase } of Object.values(statuses)) {
      const target = store.getState().deck?.fleet.target;
      if (phase === "pending" && target !== undefined && !targets.has(id)) targets.set(id, target);
    }
    for (const status of endedBetween(before, statuses)) {
      const targetBefore = targets.get(status.id);
      if (targetBefore === undefined) continue;
      const draft = commandToast(status, { isInSight: isInSight(status.intent), targetBefore });
      if (draft !== null) toasts.tell(draft);
    }
    for (const id of targets.keys()) {
      if (!Object.values(statuses).some((status) => status.id === id)) targets.delete(id);
    }
  });
}

/** Whether a place can be seen that shows what becomes of it: controls, a tile, or a worker's panel. */
function isInSight(intent: Intent): boolean {
  const places =
    "slot" in intent
      ? `[data-tile-grid] [data-slot="${intent.slot}"], [data-worker-panel="${intent.slot}"]`
      : "[data-controls]";
  return [...document.querySelectorAll(places)].some((place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
}
