import type { Theme } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/preference-store.ts";
import type { ViewStore } from "../view/view-store.ts";

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

/** What the address says would win over the choice, so it says no more. */
export function chooseTheme(theme: Theme, view: ViewStore, preferences: PreferenceStore): void {
  preferences.setState({ theme });
  view.setState({ theme: null });
}
