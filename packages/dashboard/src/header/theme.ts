import { createStore, type StoreApi } from "zustand/vanilla";

export const THEMES = ["dark", "light", "system"] as const;
export type Theme = (typeof THEMES)[number];
export type ThemeStore = StoreApi<Theme>;

const STORAGE_KEY = "clusterdeck.theme";

function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "dark";
}

/** Keeps the theme in local storage and on the root element, where `theme.css` reads it. */
export function createThemeStore(window: Window): ThemeStore {
  const store = createStore<Theme>(() => readStored(window));
  const apply = (theme: Theme) => {
    window.document.documentElement.dataset["theme"] = theme;
  };
  apply(store.getState());
  store.subscribe((theme) => {
    apply(theme);
    try {
      window.localStorage.setItem(STORAGE_KEY, theme);
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
  });
  return store;
}

function readStored(window: Window): Theme {
  try {
    const stored = window.localStorage.getItem(STORAGE_KEY);
    return isTheme(stored) ? stored : "dark";
  } catch {
    return "dark";
  }
}
