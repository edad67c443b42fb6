import { createStore, type StoreApi } from "zustand/vanilla";
import type { View } from "./view.ts";
import { formatView, parseView } from "./view-query.ts";

/** Typing changes the view with each letter, and Safari takes about a hundred addresses in 30 s. */
const WRITE_AFTER_MS = 250;

export type ViewStore = StoreApi<View>;

/**
 * Keeps the view in the page's address, so that a link or a reload brings it back. Opening and
 * closing a worker's panel is a step that the browser's Back undoes; everything else is not.
 */
export function createViewStore(window: Window): ViewStore {
  const { location, history } = window;
  const store = createStore<View>(() => parseView(location.search));
  let timer: number | undefined;
  const write = (how: "pushState" | "replaceState") => {
    window.clearTimeout(timer);
    const query = formatView(store.getState(), location.search);
    if (query === location.search) return;
    try {
      history[how](null, "", location.pathname + query + location.hash);
    } catch {
      // The browser has had enough of it for now; the next change writes all.
    }
  };
  store.subscribe((view, before) => {
    if (view.worker !== before.worker) return write("pushState");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => write("replaceState"), WRITE_AFTER_MS);
  });
  window.addEventListener("pagehide", () => write("replaceState"));
  // The address is right already then, so nothing is written.
  window.addEventListener("popstate", () => store.setState(parseView(location.search), true));
  return store;
}
