import type { Theme } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/preference-store.ts";
import type { ViewStore } from "../view/view-store.ts";

/** Keeps the theme on the root element, where `theme.css` reads it: the address's, else the preferred one. */
export function applyTheme(
  document: Pick<Document, "documentElement">,
  view: ViewStore,
  preferences: PreferenceStore,
): void {
  const apply = () => {
    const theme = view.getState().theme ?? preferences.getState().theme;
    document.documentElement.dataset["theme"] = theme;
  };
  apply();
  view.subscribe(apply);
  preferences.subscribe(({ theme }, before) => {
    // Chosen in another tab. An address that has said the same so far follows; one that differs came
    // with a link, and holds until another theme is chosen here.
    if (theme !== before.theme && view.getState().theme === before.theme) view.setState({ theme });
    apply();
  });
}

/** For this browser, and in the address, so that a link shows the page as it is seen here. */
export function chooseTheme(theme: Theme, view: ViewStore, preferences: PreferenceStore): void {
  preferences.setState({ theme });
  view.setState({ theme });
}
