import { LIVES_KEPT, type LastExit } from "@clusterdeck/shared";
import { describe, expect, test } from "vitest";
import { createGoneSlots } from "../../src/log/gone-slots.ts";
import { LifeBook } from "../../src/log/life-book.ts";
import { GONE_SLOT_KEPT_MS, LIFE_TAILS_CHARACTERS } from "../../src/log/limits.ts";

const life = (generation: number, stderrTail: string[] = []): LastExit => ({
  pid: 1_000 + generation,
  generation,
  code: 1,
  signal: null,
  cause: "crash",
  by: "app",
  detail: "Error: no",
  hint: null,
  at: generation,
  uptimeMs: 5,
  inFlight: 0,
  stderrTail,
});

describe("past lives", () => {
  test("are the last ones, newest first", () => {
    const book = new LifeBook(() => ({ monotonicMs: 0, epochMs: 0 }));
    for (let generation = 1; generation <= LIVES_KEPT + 5; generation += 1) {
      book.add(3, life(generation));
    }
    expect(book.of(3)).toHaveLength(LIVES_KEPT);
    expect(book.of(3)[0]?.generation).toBe(LIVES_KEPT + 5);
    expect(book.of(4)).toEqual([]);
  });

  test("lose the last lines of the oldest first when those of a slot are too much", () => {
    const book = new LifeBook(() => ({ monotonicMs: 0, epochMs: 0 }));
    const tail = ["x".repeat(LIFE_TAILS_CHARACTERS / 2)];
    for (const generation of [1, 2, 3]) book.add(1, life(generation, tail));
    book.add(1, life(4));
    expect(book.of(1).map(({ generation, stderrTail }) => [generation, stderrTail.length])).toEqual(
      [
        [4, 0],
        [3, 1],
        [2, 1],
        [1, 0],
      ],
    );
  });

  test("of a slot that was scaled away can be read for five minutes more", () => {
    let monotonicMs = 0;
    const book = new LifeBook(() => ({ monotonicMs, epochMs: 0 }));
    book.add(2, life(1));
    book.expire(new Set([1]));
    monotonicMs = GONE_SLOT_KEPT_MS;
    book.expire(new Set([1]));
    expect(book.of(2)).toHaveLength(1);
    monotonicMs += 1;
    book.expire(new Set([1]));
    expect(book.of(2)).toEqual([]);
  });
});

test("a slot that has come back is not forgotten for its earlier absence", () => {
  const gone = createGoneSlots();
  expect(gone.expired([2], new Set(), 0)).toEqual([]);
  expect(gone.expired([2], new Set([2]), 1_000)).toEqual([]);
  expect(gone.expired([2], new Set(), GONE_SLOT_KEPT_MS + 1)).toEqual([]);
  expect(gone.expired([2], new Set(), 2 * GONE_SLOT_KEPT_MS + 2)).toEqual([2]);
});
