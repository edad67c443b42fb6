import { createStore, type StoreApi } from "zustand/vanilla";
import type { View } from "./view.ts";
import { formatView, parseView } from "./view-query.ts";

/** Safari takes about a hundred addresses in 30 s, and a wheel or a key that is held brings more. */
const WRITE_EVERY_MS = 300;

export type ViewStore = StoreApi<View>;

/**
 * Keeps the view in the page's address, so that a link or a reload brings it back. Opening and
 * closing a worker's panel is a step that the browser's Back undoes; everything else is not, and
 * stays as it is on the way back and forth.
 *
 * A change is written at once. Of those that follow closely the last one is, and what is being typed
 * waits until the typing pauses.
 */
export function createViewStore(window: Window): ViewStore {
  const { location, history, performance } = window;
  const store = createStore<View>(() => parseView(location.search));
  let timer: number | undefined;
  let writtenAtMs = -Infinity;
  let isGoing = false;
  const write = (how: "pushState" | "replaceState") => {
    window.clearTimeout(timer);
    const query = formatView(store.getState(), location.search);
    if (query === location.search) return;
    writtenAtMs = performance.now();
    try {
      history[how](null, "", location.pathname + query + location.hash);
    } catch {
      // The browser has had enough of it for now; the next change writes all.
    }
  };
  store.subscribe((view, before) => {
    if (isGoing) return;
    if (view.worker !== before.worker) return write("pushState");
    const isTyping = view.eventSearch !== before.eventSearch;
    const waitMs = isTyping ? WRITE_EVERY_MS : writtenAtMs + WRITE_EVERY_MS - performance.now();
    if (waitMs <= 0) return write("replaceState");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => write("replaceState"), waitMs);
  });
  window.addEventListener("pagehide", () => write("replaceState"));
  window.addEventListener("popstate", () => {
    // A step of the store's own would be pushed, and what lies ahead in the history be lost.
    isGoing = true;
    store.setState({ worker: parseView(location.search).worker });
    isGoing = false;
    // The entry is of when it was left: its filters and zoom, if not its worker, are old.
    write("replaceState");
  });
  return store;
}
