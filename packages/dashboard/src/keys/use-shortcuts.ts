import { useEffect, useState } from "react";
import { workerIntents } from "../commands/worker-intents.ts";
import { useDeckContext, type DeckContextValue } from "../deck-context.ts";
import { fleetLock } from "../store/selectors.ts";
import { keyAction, type KeyAction } from "./key-map.ts";
import { focusedSlot, moveFocus } from "./tile-focus.ts";

/** What lies over the page; one at a time. */
export type Overlay = "help" | "palette";

/** Keys that act on the page as a whole. What takes keys itself (a field, a menu) keeps them. */
export function useShortcuts() {
  const deck = useDeckContext();
  const [overlay, setOverlay] = useState<Overlay | null>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keyAction(event);
      if (event.defaultPrevented || action === null) return;
      // The palette opens from anywhere; no field takes its key.
      if (action.type !== "palette" && takesKeys(event.target)) return;
      if (action.type === "move" && !movesAmongTiles(event.target)) return;
      event.preventDefault();
      if (action.type === "help" || action.type === "palette") setOverlay(action.type);
      else perform(action, deck);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [deck]);

  return { overlay, setOverlay };
}

/** The slider needs no place here: it marks the keys that it takes as handled. */
function takesKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input, textarea, select, pre, [role=menu], [role=dialog], [role=alertdialog]",
    ) !== null
  );
}

/** Anywhere else arrows scroll, as in the lists of events and lanes. */
function movesAmongTiles(target: EventTarget | null): boolean {
  return (
    target === document.body ||
    (target instanceof Element && target.closest("[data-tile-grid]") !== null)
  );
}

function perform(action: Exclude<KeyAction, { type: Overlay }>, context: DeckContextValue): void {
  switch (action.type) {
    case "move":
      moveFocus(action.to);
      return;
    case "search":
      document.querySelector<HTMLElement>("[data-event-search]")?.focus();
      return;
    // The buttons know whether they may, and ask where asking is due.
    case "scale":
      click(action.by === 1 ? "more" : "fewer");
      return;
    case "reload":
      click("reload");
      return;
    case "kill":
    case "restart":
      actOnFocused(action.type, context);
  }
}

function click(key: "more" | "fewer" | "reload"): void {
  document.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`)?.click();
}

function actOnFocused(type: "kill" | "restart", { store, commands }: DeckContextValue): void {
  const state = store.getState();
  const slot = focusedSlot();
  const row = state.deck?.workers.find((candidate) => candidate.slot === slot);
  if (row === undefined || fleetLock(state) !== null) return;
  const { worker } = row;
  const intents = workerIntents(worker.slot, worker.generation);
  if (type === "kill") {
    if (worker.commands.includes("kill")) commands.run(intents.kill("SIGKILL"));
  } else if (worker.commands.includes("retry")) {
    commands.run(intents.retry);
  } else if (worker.commands.includes("restart")) {
    commands.run(intents.restart);
  }
}
