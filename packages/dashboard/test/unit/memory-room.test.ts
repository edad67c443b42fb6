import { expect, test } from "vitest";
import { memoryRoom, memoryRoomWords } from "../../src/controls/memory-room.ts";
import type { Deck } from "../../src/store/deck.ts";

const MB = 1024 * 1024;

function deck(sizesMb: readonly (number | null)[], availableMb: number, state = "serving"): Deck {
  const rows = sizesMb.map((_, index) => ({ slot: index + 1, worker: { state } }));
  const slots = sizesMb.map((size, index) => {
    const latest = size === null ? null : { rssBytes: size * MB };
    return [index + 1, { generation: 1, latest }] as const;
  });
  return {
    workers: rows,
    figures: { slots: new Map(slots) },
    supervisor: { memoryAvailableBytes: availableMb * MB },
  } as unknown as Deck;
}

test("a further worker costs what the middle one takes, and as many fit as the free memory holds", () => {
  expect(memoryRoom(deck([50, 58, 400], 590))).toEqual({ workerMb: 58, more: 10 });
  expect(memoryRoomWords(deck([58.4], 10_000))).toBe("about 59 MB each, room for 170 more");
});

test("figures are told to two digits, to the safe side: room that is not there is not promised", () => {
  expect(memoryRoom(deck([128.9], 1_290 * 128))).toEqual({ workerMb: 130, more: 1_200 });
});

test("where no further one fits, it says so", () => {
  expect(memoryRoomWords(deck([500], 400))).toBe("about 500 MB each, no room for more");
});

test("nothing is said before a worker at work has been measured, or where free memory is not known", () => {
  expect(memoryRoomWords(deck([], 1_000))).toBeNull();
  expect(memoryRoomWords(deck([null], 1_000))).toBeNull();
  expect(memoryRoomWords(deck([50], 1_000, "starting"))).toBeNull();
  expect(memoryRoomWords(deck([50], 0))).toBeNull();
});
