import { expect, test } from "vitest";
import { tileColumns } from "../../src/tiles/tile-columns.ts";

/** What a page of 1,440 pixels leaves to the grid: room for four tiles in a row. */
const DESKTOP_PX = 1400;

const rowsOf = (count: number, columns: number) => {
  const rows: number[] = [];
  for (let left = count; left > 0; left -= columns) rows.push(Math.min(left, columns));
  return rows;
};
const roomy = (count: number, widthPx = DESKTOP_PX) =>
  rowsOf(count, tileColumns(count, widthPx, "roomy"));

test.each([
  [1, [1]],
  [2, [2]],
  [3, [3]],
  [4, [4]],
  [5, [3, 2]],
  [6, [3, 3]],
  [7, [4, 3]],
  [8, [4, 4]],
  [9, [3, 3, 3]],
  [10, [4, 4, 2]],
  [11, [4, 4, 3]],
  [12, [4, 4, 4]],
])("%i tiles at 1440 pixels stand in rows of %j", (count, rows) => {
  expect(roomy(count)).toEqual(rows);
});

test("a wider page takes more in a row, and stays balanced", () => {
  expect(roomy(5, 1880)).toEqual([5]);
  expect(roomy(6, 1880)).toEqual([3, 3]);
  expect(roomy(8, 1880)).toEqual([4, 4]);
  expect(roomy(9, 1880)).toEqual([5, 4]);
});

test("a narrower page takes fewer in a row", () => {
  expect(roomy(6, 984)).toEqual([3, 3]);
  expect(roomy(6, 728)).toEqual([2, 2, 2]);
  expect(roomy(3, 366)).toEqual([1, 1, 1]);
});

test("a phone shows compact tiles one below the other, and dense ones side by side", () => {
  expect(tileColumns(30, 366, "compact")).toBe(1);
  expect(tileColumns(100, 366, "dense")).toBe(3);
});

test("balancing never costs a row, and no tile is narrower than its least", () => {
  for (const widthPx of [320, 366, 728, 984, 1400, 1880]) {
    const most = Math.max(1, Math.floor((widthPx + 12) / (316 + 12)));
    for (let count = 1; count <= 24; count += 1) {
      const columns = tileColumns(count, widthPx, "roomy");
      expect(columns).toBeLessThanOrEqual(most);
      expect(Math.ceil(count / columns)).toBe(Math.ceil(count / most));
    }
  }
});

test("a grid that has no width yet, or no tiles, still has a column", () => {
  expect(tileColumns(4, 0, "roomy")).toBe(1);
  expect(tileColumns(0, DESKTOP_PX, "roomy")).toBe(1);
});
