import { THEMES, type Theme } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/preference-store.ts";
import type { ViewStore } from "../view/view-store.ts";

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "dark";
}

/** Keeps the theme on the root element, where `theme.css` reads it: the address's, else the preferred one. */
export function applyTheme(
  document: Document,
  view: ViewStore,
  preferences: PreferenceStore,
): void {
  const apply = () => {
    const theme = view.getState().theme ?? preferences.getState().theme;
    document.documentElement.dataset["theme"] = theme;
  };
  apply();
  view.subscribe(apply);
  preferences.subscribe(apply);
}

/** A choice is both kept and put into the address, which else would go on saying the earlier one. */
export function chooseTheme(theme: Theme, view: ViewStore, preferences: PreferenceStore): void {
  preferences.setState({ theme });
  view.setState({ theme });
}
