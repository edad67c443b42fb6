import { expect, test } from "vitest";
import { parsePrivateBytes } from "../../src/process/private-memory.ts";

test("a process's own pages are added up, and what it shares is left out", () => {
  const rollup = [
    "55e0c0000000-7ffc00000000 ---p 00000000 00:00 0    [rollup]",
    "Rss:               60000 kB",
    "Pss:               40000 kB",
    "Shared_Clean:      30000 kB",
    "Private_Clean:      1000 kB",
    "Private_Dirty:     29000 kB",
    "Private_Hugetlb:       0 kB",
  ].join("\n");
  expect(parsePrivateBytes(rollup)).toBe(30_000 * 1024);
});

test("of a process that has just ended nothing is said", () => {
  expect(parsePrivateBytes("")).toBeNull();
});
