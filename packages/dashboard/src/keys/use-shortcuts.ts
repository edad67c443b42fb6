import { useEffect, useState } from "react";
import { workerIntents } from "../commands/worker-intents.ts";
import { useDeckContext, type DeckContextValue } from "../deck-context.ts";
import { focusEventSearch } from "../events/focus-search.ts";
import { fleetLock } from "../store/selectors.ts";
import { focusToasts } from "../toasts/toast-stack.tsx";
import { explainNext } from "../ui/explain.tsx";
import { keyAction, type KeyAction } from "./key-map.ts";
import { focusedSlot, focusedTile, focusPanel, moveFocus } from "./tile-focus.ts";

/** What lies over the page; one at a time. */
export type Overlay = "help" | "palette" | "zero";

/** Keys that act on the page as a whole. What takes keys itself (a field, a menu) keeps them. */
export function useShortcuts() {
  const deck = useDeckContext();
  const [overlay, setOverlay] = useState<Overlay | null>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keyAction(event);
      if (event.defaultPrevented || action === null) return;
      if (takesKeys(action, event.target)) return;
      if (action.type === "move" && !movesAmongTiles(event.target)) return;
      if (action.type === "open" && !isTile(event.target)) return;
      event.preventDefault();
      if (action.type === "help") setOverlay("help");
      else if (action.type === "palette") setOverlay(toggled);
      else perform(action, deck);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [deck]);

  return { overlay, setOverlay };
}

function toggled(overlay: Overlay | null): Overlay | null {
  return overlay === "palette" ? null : "palette";
}

const DIALOGS = "[role=dialog], [role=alertdialog]";
const PALETTE = "[data-look=palette]";
const TAKE_ALL = `input, textarea, select, [role=menu], ${DIALOGS}`;
/** Whoever reads there may press a letter out of habit, and it must kill nobody. */
const TAKE_LETTERS = "pre, [role=log]";

/** The slider needs no place here: it marks the keys that it takes as handled. */
function takesKeys(action: KeyAction, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  // No field has a use for these two. A dialog keeps the focus from F8 by itself; the palette is held
  // back here, so that it does not open over a question.
  if (action.type === "messages") return false;
  if (action.type === "palette") return target.closest(DIALOGS)?.matches(PALETTE) === false;
  if (target.closest(TAKE_ALL) !== null) return true;
  return action.type !== "close" && target.closest(TAKE_LETTERS) !== null;
}

function isTile(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("[data-tile-grid] > [data-slot]");
}

/** Anywhere else arrows scroll, as in the lists of events and lanes. */
function movesAmongTiles(target: EventTarget | null): boolean {
  return (
    target === document.body ||
    (target instanceof Element && target.closest("[data-tile-grid]") !== null)
  );
}

function perform(
  action: Exclude<KeyAction, { type: "help" | "palette" }>,
  context: DeckContextValue,
): void {
  switch (action.type) {
    case "move":
      moveFocus(action.to);
      return;
    case "search":
      focusEventSearch();
      return;
    case "messages":
      focusToasts();
      return;
    case "open":
      openFocused(context);
      return;
    case "explain":
      explainFocused();
      return;
    case "close":
      context.view.setState({ worker: null });
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

function openFocused({ view }: DeckContextValue): void {
  const slot = focusedSlot();
  if (view.getState().worker === slot) focusPanel();
  else view.setState({ worker: slot });
}

function explainFocused(): void {
  const tile = focusedTile();
  if (tile !== null) explainNext(tile);
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
    if (worker.commands.includes("kill")) commands.run(intents.kill("SIGKILL"), "key");
  } else if (worker.commands.includes("retry")) {
    commands.run(intents.retry, "key");
  } else if (worker.commands.includes("restart")) {
    commands.run(intents.restart, "key");
  }
}
