import type { Theme } from "../preferences/preferences.ts";

/** In the order of the menu. */
export const THEME_WORDS: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "System" },
  { value: "dark", label: "Dark" },
  { value: "light", label: "Light" },
];
