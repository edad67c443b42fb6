import { expect, test } from "vitest";
import { keyAction, stepInGrid } from "../../src/keys/key-map.ts";

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
