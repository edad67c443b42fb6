import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { capLabel, KEY_TABLE, keyAction, stepInGrid } from "../../src/keys/key-map.ts";

const press = (key: string, changes = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...changes,
});

test("keys act in either case, and not with a modifier that is the browser's", () => {
  expect(keyAction(press("k"))).toEqual({ type: "kill" });
  expect(keyAction(press("K"))).toEqual({ type: "kill" });
  expect(keyAction(press("r", { ctrlKey: true }))).toBeNull();
  expect(keyAction(press("r", { metaKey: true }))).toBeNull();
  expect(keyAction(press("x"))).toBeNull();
});

test("the palette's key is the one that takes a modifier, either of the two", () => {
  expect(keyAction(press("k", { ctrlKey: true }))).toEqual({ type: "palette" });
  expect(keyAction(press("k", { metaKey: true }))).toEqual({ type: "palette" });
  expect(keyAction(press("k", { ctrlKey: true, altKey: true }))).toBeNull();
  expect(keyAction(press("k", { ctrlKey: true, repeat: true }))).toBeNull();
});

test("a held key kills once, and scales and moves on", () => {
  expect(keyAction(press("k", { repeat: true }))).toBeNull();
  expect(keyAction(press("+", { repeat: true }))).toEqual({ type: "scale", by: 1 });
  expect(keyAction(press("ArrowDown", { repeat: true }))).toEqual({ type: "move", to: "down" });
});

test("arrows move in the grid as it is drawn, and stop at its edges", () => {
  // 7 tiles in rows of 3.
  expect(stepInGrid(0, 7, 3, "right")).toBe(1);
  expect(stepInGrid(0, 7, 3, "left")).toBe(0);
  expect(stepInGrid(1, 7, 3, "down")).toBe(4);
  expect(stepInGrid(4, 7, 3, "down")).toBe(4);
  expect(stepInGrid(4, 7, 3, "up")).toBe(1);
  expect(stepInGrid(6, 7, 3, "right")).toBe(6);
  expect(stepInGrid(3, 7, 3, "last")).toBe(6);
  expect(stepInGrid(3, 7, 3, "first")).toBe(0);
});

test("every key of the table that the page handles itself is handled", () => {
  for (const { presses = {} } of KEY_TABLE) {
    for (const [key, action] of Object.entries(presses))
      expect(keyAction(press(key))).toEqual(action);
  }
});

test("the documents list the keys of the table, in its order", () => {
  const docs = readFileSync(new URL("../../../../docs/dashboard.md", import.meta.url), "utf8");
  const section = docs.slice(docs.indexOf("## Keys"));
  const rows = section.slice(0, section.indexOf("\n## ")).matchAll(/^\| (.*?) +\| (.*?) +\|$/gm);
  const [, , ...listed] = [...rows].map(([, keys, does]) => ({ keys, does }));
  expect(listed).toEqual(
    KEY_TABLE.map(({ keys, isChord, does }) => ({ keys: keys.join(isChord ? " " : ", "), does })),
  );
});

test("a Mac's keyboard has its own key in the place of Ctrl", () => {
  expect(capLabel("Ctrl", true)).toBe("⌘");
  expect(capLabel("Ctrl", false)).toBe("Ctrl");
  expect(capLabel("K", true)).toBe("K");
});
