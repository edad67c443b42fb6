import { expect, test } from "vitest";
import {
  DEFAULT_PREFERENCES,
  readPreferences,
  writePreferences,
} from "../../src/preferences/preferences.ts";

test("preferences come back from storage as they were", () => {
  const preferences = {
    theme: "light",
    logWraps: false,
    recentCommands: ["kill:3", "scale:6"],
  } as const;
  const stored = { current: writePreferences(preferences), version1: null };
  expect(readPreferences(stored)).toEqual(preferences);
});

test("a theme that version 1 has stored is taken over", () => {
  expect(readPreferences({ current: null, version1: "system" })).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "system",
  });
});

test("what says that it is of version 1 is read as such: nothing but its theme counts", () => {
  const current = '{"version":1,"theme":"light","logWraps":false,"recentCommands":["kill:3"]}';
  expect(readPreferences({ current, version1: null })).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "light",
  });
});

test("what the current version has stored wins over what version 1 left behind", () => {
  const current = writePreferences({ ...DEFAULT_PREFERENCES, theme: "dark" });
  expect(readPreferences({ current, version1: "light" }).theme).toBe("dark");
});

test("a later version's entries are read as far as they are known", () => {
  const current =
    '{"version":9,"theme":"light","logWraps":"sometimes","recentCommands":[1,{}],"sound":true}';
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
