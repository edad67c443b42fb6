import { expect, test } from "vitest";
import type { LogBlock } from "../../src/detail/log/log-buffer.ts";
import { createLogSearch, neighbour, piecesOf } from "../../src/detail/log/log-search.ts";
import { parseSgr } from "../../src/detail/log/sgr.ts";
import { AT } from "./fixtures.ts";

function block(start: number, ...texts: readonly string[]): LogBlock {
  return {
    start,
    rows: texts.map((written, index) => {
      const spans = parseSgr(written);
      const text = spans.map((span) => span.text).join("");
      return {
        kind: "line",
        id: index,
        at: AT,
        stream: "stdout",
        pid: 1,
        generation: 1,
        spans,
        text,
      };
    }),
  };
}

test("words are found in any case, and taken as they were typed", () => {
  const search = createLogSearch("a.b");
  expect(search(block(10, "A.B axb a.b", "none"))).toEqual([
    { row: 10, from: 0, to: 3 },
    { row: 10, from: 8, to: 11 },
  ]);
  expect(createLogSearch("")(block(0, "anything"))).toEqual([]);
  expect(createLogSearch("[")(block(0, "an [array]"))).toHaveLength(1);
});

test("what did not change is not searched again", () => {
  const search = createLogSearch("x");
  const searched = block(0, "x");
  expect(search(searched)).toBe(search(searched));
});

test("a match is found across colours, and marked in each of them", () => {
  const colored = block(0, "ab\u001B[31mcd\u001B[0mef");
  const row = colored.rows[0];
  if (row?.kind !== "line") throw new Error("no line");
  const matches = createLogSearch("bcde")(colored);
  const pieces = piecesOf(row.spans, matches);
  expect(pieces.map(({ text, match }) => [text, match !== null])).toEqual([
    ["a", false],
    ["b", true],
    ["cd", true],
    ["e", true],
    ["f", false],
  ]);
  expect(pieces[2]?.style.fg).toBe("red");
});

test("one goes from match to match, up from the newest, and round at the ends", () => {
  const matches = createLogSearch("x")(block(0, "x", "x", "x"));
  const [first, second, third] = matches;
  if (!first || !second || !third) throw new Error("no matches");
  expect(neighbour(matches, null, -1)).toBe(third);
  expect(neighbour(matches, third, -1)).toBe(second);
  expect(neighbour(matches, first, -1)).toBe(third);
  expect(neighbour(matches, third, 1)).toBe(first);
  expect(neighbour([], null, -1)).toBeNull();
  // The one it stood at has been scrolled out of what is kept.
  expect(neighbour(matches, { row: 99, from: 0, to: 1 }, -1)).toBe(third);
});
