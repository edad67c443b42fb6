import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { applyTheme, chooseTheme } from "../../src/header/applied-theme.ts";
import {
  DEFAULT_PREFERENCES,
  type Preferences,
  type Theme,
} from "../../src/preferences/preferences.ts";
import { WHOLE_VIEW, type View } from "../../src/view/view.ts";

function page(inAddress: Theme | null = null) {
  const view = createStore<View>(() => ({ ...WHOLE_VIEW, theme: inAddress }));
  const preferences = createStore<Preferences>(() => ({ ...DEFAULT_PREFERENCES, theme: "dark" }));
  const documentElement = { dataset: {} as Record<string, string> };
  applyTheme({ documentElement } as unknown as Document, view, preferences);
  return {
    choose: (theme: Theme) => chooseTheme(theme, view, preferences),
    chooseElsewhere: (theme: Theme) => preferences.setState({ theme }),
    state: () => ({
      shown: documentElement.dataset["theme"],
      preferred: preferences.getState().theme,
      inAddress: view.getState().theme,
    }),
  };
}

test("a theme that is chosen is kept by the browser and stands in the address", () => {
  const { choose, state } = page();
  expect(state()).toEqual({ shown: "dark", preferred: "dark", inAddress: null });
  choose("light");
  expect(state()).toEqual({ shown: "light", preferred: "light", inAddress: "light" });
});

test("what another tab chooses later is followed, and not chosen back", () => {
  const { choose, chooseElsewhere, state } = page();
  chooseElsewhere("system");
  expect(state()).toEqual({ shown: "system", preferred: "system", inAddress: null });
  choose("light");
  chooseElsewhere("dark");
  expect(state()).toEqual({ shown: "dark", preferred: "dark", inAddress: "dark" });
});

test("a link's theme wins over what other tabs choose, until another is chosen here", () => {
  const { choose, chooseElsewhere, state } = page("light");
  chooseElsewhere("system");
  expect(state()).toEqual({ shown: "light", preferred: "system", inAddress: "light" });
  choose("dark");
  expect(state()).toEqual({ shown: "dark", preferred: "dark", inAddress: "dark" });
});
