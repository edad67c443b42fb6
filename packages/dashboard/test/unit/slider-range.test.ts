import { MAX_WORKERS } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { markPosition, sliderMax } from "../../src/controls/slider-range.ts";

test("the slider reaches twice the cores, and at least eight", () => {
  expect(sliderMax(2, 2)).toBe(8);
  expect(sliderMax(8, 4)).toBe(16);
});

test("there is always room above what is wanted", () => {
  expect(sliderMax(2, 40)).toBe(42);
  expect(sliderMax(2, MAX_WORKERS)).toBe(MAX_WORKERS);
});

test("a mark lies under the thumb's middle at its value", () => {
  expect(markPosition(0, 8, 20)).toBe("calc(0% + 10px)");
  expect(markPosition(4, 8, 20)).toBe("calc(50% + 0px)");
  expect(markPosition(8, 8, 20)).toBe("calc(100% + -10px)");
});
