import { expect, it } from "vitest";
import { createStickyTable } from "../../src/process/sticky-table.ts";

const SLOTS = [1, 2, 3, 4];
const HOUR_MS = 3_600_000;
const address = (number: number) => `10.0.${Math.floor(number / 256)}.${number % 256}`;

function spread(slots: readonly number[]): number[] {
  return SLOTS.map((slot) => slots.filter((one) => one === slot).length);
}

it("spreads addresses evenly, and sends each where it went before", () => {
  const table = createStickyTable();
  const all = () => Array.from({ length: 200 }, (_, at) => table.slotFor(address(at), SLOTS, 0));
  const first = all();
  expect(spread(first)).toEqual([50, 50, 50, 50]);
  expect(all()).toEqual(first);
});

it("leaves all where they are when a slot comes, and gives it those that come later", () => {
  const table = createStickyTable();
  const before = [0, 1, 2].map((at) => table.slotFor(address(at), [1, 2, 3], 0));
  expect(table.slotFor(address(9), SLOTS, 0)).toBe(4);
  expect([0, 1, 2].map((at) => table.slotFor(address(at), SLOTS, 0))).toEqual(before);
});

it("moves those of a slot that is gone, and does not move them back", () => {
  const table = createStickyTable();
  expect(table.slotFor("a", [1, 2], 0)).toBe(1);
  expect(table.slotFor("a", [2], 0)).toBe(2);
  expect(table.slotFor("a", [1, 2], 0)).toBe(2);
});

it("forgets an address that has not come for an hour", () => {
  const table = createStickyTable();
  table.slotFor("a", [1, 2], 0);
  table.slotFor("b", [1, 2], 0);
  table.slotFor("b", [1, 2], HOUR_MS - 1);
  expect(table.slotFor("c", [1, 2], HOUR_MS)).toBe(1);
  expect(table.slotFor("d", [1, 2], HOUR_MS)).toBe(1);
});

it("remembers so many addresses and no more, the latest of them", () => {
  const table = createStickyTable();
  for (let at = 0; at < 65_536; at += 1) table.slotFor(`${at}`, [1], 0);
  table.slotFor("0", [1], 0);
  table.slotFor("one more", [1], 0);
  expect(table.slotFor("0", [1, 2], 0)).toBe(1);
  expect(table.slotFor("1", [1, 2], 0)).toBe(2);
});
