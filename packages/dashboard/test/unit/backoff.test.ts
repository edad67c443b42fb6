import { expect, test } from "vitest";
import { backoffMs } from "../../src/socket/backoff.ts";

test("the wait doubles from a quarter of a second up to a bound", () => {
  const steps = [0, 1, 2, 3, 4, 5, 6, 20].map((attempt) => backoffMs(attempt, 0));
  expect(steps).toEqual([125, 250, 500, 1000, 2000, 2500, 2500, 2500]);
});

test("the longest wait leaves room to be live within 5 s of the server's return", () => {
  expect(backoffMs(30, 1)).toBeLessThanOrEqual(4500);
});

test("two pages that lost the same server do not come back at the same moment", () => {
  expect(backoffMs(3, 0.1)).not.toBe(backoffMs(3, 0.9));
});
