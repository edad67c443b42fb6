import { MAX_WORKERS } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { workerRoomText } from "../../src/controls/worker-room.ts";

const MB = 1024 * 1024;
const room = (eachMb: number, availableMb: number) => ({
  eachBytes: eachMb * MB,
  availableBytes: availableMb * MB,
});

test("before anything was measured nothing is said", () => {
  expect(workerRoomText(undefined, 2)).toBeNull();
});

test("it is said what a worker takes and how many more fit", () => {
  expect(workerRoomText(room(58, 2_320), 2)).toBe("each worker ≈ 58 MB · room for about 40 more");
});

test("of many that fit only two digits are said, never more than fit", () => {
  expect(workerRoomText(room(10, 1_299), 2)).toContain("room for about 120 more");
});

test("where not one more fits, that is said", () => {
  expect(workerRoomText(room(500, 499), 2)).toBe("each worker ≈ 500 MB · no room for more");
});

test("where memory is not what limits, no more are promised than there may be", () => {
  expect(workerRoomText(room(10, 100_000), 2)).toContain(`room for all ${MAX_WORKERS}`);
});
