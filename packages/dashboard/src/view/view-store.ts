import { createStore, type StoreApi } from "zustand/vanilla";
import type { View } from "./view.ts";
import { formatView, parseView } from "./view-query.ts";

export type ViewStore = StoreApi<View>;

/**
 * Keeps the view in the page's address, so that a link or a reload brings it back. Opening and
 * closing a worker's panel is a step that the browser's Back undoes; everything else is not.
 */
export function createViewStore(window: Window): ViewStore {
  const { location, history } = window;
  const store = createStore<View>(() => parseView(location.search));
  store.subscribe((view, before) => {
    const query = formatView(view, location.search);
    if (query === location.search) return;
    const address = location.pathname + query + location.hash;
    if (view.worker === before.worker) history.replaceState(history.state, "", address);
    else history.pushState(null, "", address);
  });
  // The address is right already then, so nothing is written.
  window.addEventListener("popstate", () => store.setState(parseView(location.search), true));
  return store;
}
