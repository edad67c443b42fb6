import { useDeckContext, usePreferences, useView } from "../deck-context.ts";
import type { Theme } from "../preferences/preferences.ts";
import { chooseTheme } from "./applied-theme.ts";

/** The theme as it is shown, and what chooses another. */
export function useTheme(): { readonly theme: Theme; readonly choose: (theme: Theme) => void } {
  const { view, preferences } = useDeckContext();
  const preferred = usePreferences((kept) => kept.theme);
  const theme = useView((shown) => shown.theme) ?? preferred;
  return { theme, choose: (chosen) => chooseTheme(chosen, view, preferences) };
}
