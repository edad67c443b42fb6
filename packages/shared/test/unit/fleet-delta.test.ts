import { describe, expect, it } from "vitest";
import { applyWorkerChanges, continuity } from "../../src/fleet-delta.ts";

describe("applying a change", () => {
  const workers = [
    { slot: 1, pid: 11 },
    { slot: 3, pid: 33 },
  ];

  it("keeps the reference of what did not change", () => {
    const next = applyWorkerChanges(workers, [{ slot: 3, pid: 34 }]);
    expect(next[0]).toBe(workers[0]);
    expect(next[1]).toEqual({ slot: 3, pid: 34 });
  });

  it("keeps the list itself when nothing changed", () => {
    expect(applyWorkerChanges(workers)).toBe(workers);
  });

  it("adds in the order of slots and removes what is gone", () => {
    const next = applyWorkerChanges(workers, [{ slot: 2, pid: 22 }], [1]);
    expect(next.map((worker) => worker.slot)).toEqual([2, 3]);
  });
});

describe("whether a message may be applied", () => {
  const known = { epoch: "a", seq: 5 };
  it.each([
    [{ epoch: "a", seq: 6 }, "next"],
    [{ epoch: "a", seq: 5 }, "old"],
    [{ epoch: "a", seq: 8 }, "gap"],
    [{ epoch: "b", seq: 6 }, "gap"],
  ] as const)("%j after seq 5 is %s", (message, expected) => {
    expect(continuity(known, message)).toBe(expected);
  });
});
