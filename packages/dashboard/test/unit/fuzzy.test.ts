import { expect, test } from "vitest";
import { fuzzyMatch } from "../../src/palette/fuzzy.ts";

const score = (query: string, text: string) => fuzzyMatch(query, text)?.score ?? -1;

test("words match in any order and case, and all of them must", () => {
  expect(fuzzyMatch("3 KILL", "Kill worker 3")).not.toBeNull();
  expect(fuzzyMatch("kill 4", "Kill worker 3")).toBeNull();
  expect(fuzzyMatch("", "Kill worker 3")).toEqual({ score: 0, at: [] });
});

test("a whole word beats the start of one, which beats a part, which beats initials, which beat scattered letters", () => {
  const falling = [
    score("kill", "Kill worker 3"),
    score("kil", "Kill worker 3"),
    score("ill", "Kill worker 3"),
    score("kw3", "Kill worker 3"),
    score("kll", "Kill worker 3"),
  ];
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(new Set(falling).size).toBe(falling.length);
  expect(Math.min(...falling)).toBeGreaterThan(0);
});

test("initials are found, and letters that begin no word or come out of order are not", () => {
  expect(fuzzyMatch("raw", "Reload all workers")?.at).toEqual([0, 7, 11]);
  expect(fuzzyMatch("eaw", "Reload all workers")).toBeNull();
  expect(fuzzyMatch("lr", "Reload all")).toBeNull();
});

test("a number means a number: 1 is the whole of 1, the start of 12, and not a part of 31", () => {
  expect(score("1", "Open worker 1")).toBeGreaterThan(score("1", "Open worker 12"));
  expect(fuzzyMatch("1", "Open worker 12")).not.toBeNull();
  expect(fuzzyMatch("1", "Open worker 31")).toBeNull();
  expect(fuzzyMatch("1", "Send SIGUSR1 away")).toBeNull();
});

test("the letters that matched are told, for each word", () => {
  expect(fuzzyMatch("ill wo", "Kill worker 3")?.at).toEqual([1, 2, 3, 5, 6]);
});
