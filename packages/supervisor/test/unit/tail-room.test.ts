import type { LastExit } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { fairShare, withinTailRoom } from "../../src/stream/tail-room.ts";

const dead = (lines: number, characters: number) => ({
  lastExit: {
    stderrTail: Array.from({ length: lines }, (_, at) => String(at).padEnd(characters)),
  } as LastExit,
});
const charactersOf = (worker: { readonly lastExit: LastExit | null }) =>
  worker.lastExit?.stderrTail.join("").length ?? 0;

test("a few dead workers keep all of their last lines in a snapshot", () => {
  const workers = [dead(50, 300), { lastExit: null }, dead(3, 80)];
  expect(withinTailRoom(workers)).toEqual(workers);
});

test("when all of many workers have died with long words, each keeps its newest lines", () => {
  const workers = Array.from({ length: 64 }, () => dead(50, 320));
  const cut = withinTailRoom(workers);
  expect(cut.reduce((sum, worker) => sum + charactersOf(worker), 0)).toBeLessThanOrEqual(48 * 1024);
  for (const { lastExit } of cut) expect(lastExit?.stderrTail.at(-1)?.trim()).toBe("49");
});

test("one that has said little loses nothing to those that have said much", () => {
  const workers = [dead(2, 50), ...Array.from({ length: 16 }, () => dead(50, 320))];
  expect(withinTailRoom(workers)[0]).toBe(workers[0]);
});

test("what the small ones leave is shared by the large ones", () => {
  expect(fairShare([10, 100, 100], 110)).toBe(50);
  expect(fairShare([10, 20, 30], 60)).toBe(Number.POSITIVE_INFINITY);
  expect(fairShare([], 60)).toBe(Number.POSITIVE_INFINITY);
});
