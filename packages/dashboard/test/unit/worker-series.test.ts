import { HISTORY_SECONDS, WORKER_METRIC_NAMES, type WorkerDetail } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { indexAt, momentAt, momentAtShare, movedCursor, shareAt } from "../../src/series/cursor.ts";
import { continued, seriesFromDetail } from "../../src/series/worker-series.ts";
import { AT, detail, metrics } from "./fixtures.ts";

test("the last five minutes of each figure, set flush with the end", () => {
  const series = seriesFromDetail(detail({ columns: columnsOf([1, null, 3]) }));
  const { cpuPercent } = series.columns;
  expect(cpuPercent).toHaveLength(HISTORY_SECONDS);
  expect(Array.from(cpuPercent.slice(-4))).toEqual([Number.NaN, 1, Number.NaN, 3]);
});

test("it goes on with each second; where none came it has a hole", () => {
  const before = seriesFromDetail(detail({ columns: columnsOf([1, 2, 3]) }));
  expect(continued(before, AT, metrics())).toBe(before);
  const next = continued(before, AT + 1004, metrics({ cpuPercent: 7 }));
  expect(Array.from(next.columns.cpuPercent.slice(-3))).toEqual([2, 3, 7]);
  expect(next).toMatchObject({ endsAt: AT + 1004, hasHole: false });
  const later = continued(next, AT + 3001, null);
  expect(Array.from(later.columns.cpuPercent.slice(-3))).toEqual([7, Number.NaN, Number.NaN]);
  expect(later.hasHole).toBe(true);
});

const span = { endsAt: AT, seconds: 300 };

test("a moment has one place in every column, and one in the plot", () => {
  expect(indexAt(AT, span)).toBe(299);
  expect(indexAt(AT - 299_000, span)).toBe(0);
  expect(indexAt(AT - 300_000, span)).toBeNull();
  expect(indexAt(AT + 1000, span)).toBeNull();
  expect(momentAt(298, span)).toBe(AT - 1000);
  expect(momentAtShare(1.4, span)).toBe(AT);
  expect(momentAtShare(-0.1, span)).toBe(AT - 299_000);
  expect(shareAt(momentAtShare(0.5, span), span)).toBeCloseTo(0.5, 2);
});

test("the cursor begins at the newest second and stays within the five minutes", () => {
  expect(movedCursor(null, "ArrowLeft", span)).toBe(AT - 1000);
  expect(movedCursor(AT - 1000, "ArrowRight", span)).toBe(AT);
  expect(movedCursor(AT, "ArrowRight", span)).toBe(AT);
  expect(movedCursor(AT, "PageDown", span)).toBe(AT - 15_000);
  expect(movedCursor(AT, "Home", span)).toBe(AT - 299_000);
  expect(movedCursor(AT - 50_000, "End", span)).toBe(AT);
  expect(movedCursor(AT, "x", span)).toBeNull();
});

function columnsOf(values: (number | null)[]): WorkerDetail["columns"] {
  return Object.fromEntries(
    WORKER_METRIC_NAMES.map((name) => [name, values]),
  ) as WorkerDetail["columns"];
}
