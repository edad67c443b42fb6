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

/** Whether a place can be seen that shows what becomes of it. */
function isInSight(intent: Intent): boolean {
  return [...document.querySelectorAll(placesOf(intent))].some((place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
}

/** Controls, a tile or a worker's panel; of a message the field that it was written in. */
function placesOf(intent: Intent): string {
  if (intent.type === "message") return `[data-composer="${intent.slot}"]`;
  if (!("slot" in intent)) return "[data-controls]";
  return `[data-tile-grid] [data-slot="${intent.slot}"], [data-worker-panel="${intent.slot}"]`;
}
