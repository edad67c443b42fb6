import { expect, test } from "vitest";
import { AT_REST, letGo, wishedTarget } from "../../src/controls/slider-wish.ts";

test("let the slider go where it was taken: nothing is wished for, and the truth is shown", () => {
  const wish = letGo({ at: "drafting", target: 4 });
  expect(wishedTarget(wish)).toBeNull();
});

test("let the slider go at 0: the question whether to end every worker stays", () => {
  const wish = letGo({ at: "confirming-zero" });
  expect(wish).toEqual({ at: "confirming-zero" });
  expect(wishedTarget(wish)).toBe(0);
});

test("while it is dragged the slider shows where it is", () => {
  expect(wishedTarget({ at: "drafting", target: 6 })).toBe(6);
  expect(wishedTarget(AT_REST)).toBeNull();
});
