import { describe, expect, it } from "vitest";
import { pageSizeOf, parseProcStat } from "../../src/process/proc-stat.ts";

const STAT = `4242 (node) S 1 4242 4242 0 -1 4194560 9000 0 0 0 150 50 0 0 20 0 11 0 12345 734003200 12000 18446744073709551615 1 1 0 0 0 0 0 4096 134234626 0 0 0 17 1 0 0 0 0 0 0`;

describe("what Linux tells of a process", () => {
  it("is read as CPU time and resident pages", () => {
    expect(parseProcStat(STAT)).toEqual({ state: "S", cpuMs: 2000, residentPages: 12_000 });
  });

  it("is read behind a name with spaces and parentheses", () => {
    expect(parseProcStat(STAT.replace("(node)", "(my (odd) name) 1)"))).toMatchObject({
      cpuMs: 2000,
    });
  });

  it("is nothing when it is cut short", () => {
    expect(parseProcStat("4242 (node) S 1")).toBeNull();
  });

  it.each([4096, 16_384, 65_536])("a page of %i bytes is recognised", (size) => {
    expect(pageSizeOf(1000, 1000 * size * 1.02)).toBe(size);
  });
});
