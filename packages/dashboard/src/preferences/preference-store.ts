import { createStore, type StoreApi } from "zustand/vanilla";
import {
  DEFAULT_PREFERENCES,
  readPreferences,
  writePreferences,
  type Preferences,
} from "./preferences.ts";

export type PreferenceStore = StoreApi<Preferences>;

const KEY = "clusterdeck.preferences";
const VERSION_1_KEY = "clusterdeck.theme";

/** Keeps the preferences in local storage; where that is forbidden, for as long as the page lives. */
export function createPreferenceStore(window: Window): PreferenceStore {
  const store = createStore<Preferences>(() => stored(window));
  store.subscribe((preferences) => {
    try {
      window.localStorage.setItem(KEY, writePreferences(preferences));
      window.localStorage.removeItem(VERSION_1_KEY);
    } catch {
      // It is forbidden, or full.
    }
  });
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY) store.setState(stored(window));
  });
  return store;
}

function stored(window: Window): Preferences {
  try {
    // Where storage is forbidden, to name it is what throws.
    const { localStorage } = window;
    const current = localStorage.getItem(KEY);
    return readPreferences({ current, version1: localStorage.getItem(VERSION_1_KEY) });
  } catch {
    return DEFAULT_PREFERENCES;
  }
}
