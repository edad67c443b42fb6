import { expect, test } from "vitest";
import { nextTheme } from "../../src/header/applied-theme.ts";
import {
  DEFAULT_PREFERENCES,
  readPreferences,
  THEMES,
  writePreferences,
} from "../../src/preferences/preferences.ts";

test("preferences come back from storage as they were", () => {
  const preferences = { theme: "light", logWraps: false } as const;
  const stored = { current: writePreferences(preferences), version1: null };
  expect(readPreferences(stored)).toEqual(preferences);
});

test("a theme that version 1 has stored is taken over", () => {
  expect(readPreferences({ current: null, version1: "system" })).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "system",
  });
});

test("what the current version has stored wins over what version 1 left behind", () => {
  const current = writePreferences({ ...DEFAULT_PREFERENCES, theme: "dark" });
  expect(readPreferences({ current, version1: "light" }).theme).toBe("dark");
});

test("a later version's entries are read as far as they are known", () => {
  const current = '{"version":9,"theme":"light","logWraps":"sometimes","sound":true}';
  expect(readPreferences({ current, version1: null })).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "light",
  });
});

test.each(["", "null", "7", "{", '"light"'])(
  "nonsense in the storage is as nothing: %s",
  (current) => {
    expect(readPreferences({ current, version1: null })).toEqual(DEFAULT_PREFERENCES);
  },
);

test("the theme button goes round through all themes", () => {
  const seen = THEMES.map((_, turns) => {
    let theme = THEMES[0] as (typeof THEMES)[number];
    for (let turn = 0; turn < turns; turn += 1) theme = nextTheme(theme);
    return theme;
  });
  expect(new Set(seen).size).toBe(THEMES.length);
});
