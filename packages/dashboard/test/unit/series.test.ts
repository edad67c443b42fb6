import { expect, test } from "vitest";
import { latencyShare, shareOf } from "../../src/series/bars.ts";
import { advance, columnFromWire, emptyColumn, peakOf } from "../../src/series/column.ts";
import { niceCeiling, sparklinePaths } from "../../src/series/sparkline.ts";

const NOT = Number.NaN;

test("a wire column is set flush with the end and keeps its gaps", () => {
  expect([...columnFromWire([1, null, 3], 5)]).toEqual([NOT, NOT, 1, NOT, 3]);
  expect([...columnFromWire([1, 2, 3, 4], 2)]).toEqual([3, 4]);
});

test("a column moves on without changing the one before", () => {
  const before = columnFromWire([1, 2, 3], 3);
  expect([...advance(before, 1, 4)]).toEqual([2, 3, 4]);
  expect([...advance(before, 2, 4)]).toEqual([3, NOT, 4]);
  expect([...advance(before, 1, null)]).toEqual([2, 3, NOT]);
  expect([...advance(before, 99, 4)]).toEqual([NOT, NOT, 4]);
  expect([...before]).toEqual([1, 2, 3]);
});

test("there is no peak where nothing was measured", () => {
  expect(peakOf(emptyColumn(3))).toBeNull();
  expect(peakOf(columnFromWire([1, 5, null], 3))).toBe(5);
});

test("a line spans the box, with 0 at its bottom and the top at its top", () => {
  const { line, area } = sparklinePaths(columnFromWire([0, 5, 10], 3), {
    width: 100,
    height: 20,
    top: 10,
  });
  expect(line).toBe("M0 20L50 10L100 0");
  expect(area).toBe("M0 20L50 10L100 0L100 20L0 20Z");
});

test("a line is broken where nothing was measured, and a lone second stays visible", () => {
  const { line } = sparklinePaths(columnFromWire([1, null, 1, 1], 4), {
    width: 30,
    height: 10,
    top: 1,
  });
  expect(line).toBe("M0 0h0.01M20 0L30 0");
});

test("nothing measured draws nothing", () => {
  const box = { width: 30, height: 10, top: 1 };
  expect(sparklinePaths(emptyColumn(4), box)).toEqual({ line: "", area: "" });
});

test("a value beyond the scale stays within the box", () => {
  const { line } = sparklinePaths(columnFromWire([99, -5], 2), { width: 10, height: 10, top: 1 });
  expect(line).toBe("M0 0L10 10");
});

test("a scale ends at a round number above the peak", () => {
  expect(niceCeiling(7, 1)).toBe(8);
  expect(niceCeiling(87, 1)).toBe(100);
  expect(niceCeiling(1201, 10)).toBe(1500);
  expect(niceCeiling(null, 5)).toBe(5);
  for (const peak of [0.03, 0.9, 1, 3.3, 12, 450, 9600, 123_456]) {
    expect(niceCeiling(peak, 0.01)).toBeGreaterThanOrEqual(peak);
  }
});

test("a latency fills its bar by decades, and an unknown one not at all", () => {
  expect(latencyShare(null)).toBe(0);
  expect(latencyShare(0.1)).toBe(0);
  expect(latencyShare(10)).toBeCloseTo(0.4);
  expect(latencyShare(60_000)).toBe(1);
});

test("a share is between nothing and all", () => {
  expect(shareOf(null, 100)).toBe(0);
  expect(shareOf(150, 100)).toBe(1);
  expect(shareOf(25, 100)).toBe(0.25);
  expect(shareOf(25, 0)).toBe(0);
});
