import { describe, expect, it } from "vitest";
import { passedLimit, passedLimits, type Limits } from "../../src/lifecycle/limits.ts";
import { CRASHES_AT_BOOT, HEALTHY, Simulation } from "./support/simulation.ts";

const NONE: Limits = { maxMemoryBytes: null, maxRequests: null, maxAgeMs: null };
const worn = { rssBytes: 600 * 2 ** 20, requests: 5000, ageMs: 90_000 };

describe("a limit", () => {
  it("is none unless it was asked for", () => {
    expect(passedLimit(worn, NONE, 1)).toBeNull();
  });

  it.each([
    [
      { ...NONE, maxMemoryBytes: 512 * 2 ** 20 },
      "memory-limit",
      "uses 600 MB, over --max-memory 512 MB",
    ],
    [{ ...NONE, maxRequests: 1000 }, "request-limit", "has served 5000 requests"],
    [{ ...NONE, maxAgeMs: 60_000 }, "age-limit", "is 90 s old, over --max-age 60 s"],
  ])("of %j is told as %s with its figures", (limits, cause, why) => {
    const passed = passedLimit(worn, limits, 1);
    expect(passed?.cause).toBe(cause);
    expect(passed?.why).toContain(why);
  });

  it("of requests is spread over workers by up to a tenth, and never falls short", () => {
    const limits = { ...NONE, maxRequests: 1000 };
    const first = Array.from({ length: 8 }, (_, launch) => {
      let requests = 0;
      while (passedLimit({ ...worn, requests }, limits, launch + 1) === null) requests += 1;
      return requests;
    });
    expect(Math.min(...first)).toBeGreaterThan(1000);
    expect(Math.max(...first)).toBeLessThanOrEqual(1101);
    expect(new Set(first).size).toBe(first.length);
  });
});

describe("workers that have all passed a limit", () => {
  const limits = { ...NONE, maxMemoryBytes: 512 * 2 ** 20 };

  it("are reported from the oldest on, whatever their slots, and those within it not at all", () => {
    const wears = [
      { launch: 7, wear: worn },
      { launch: 2, wear: { ...worn, rssBytes: 1 } },
      { launch: 3, wear: worn },
    ];
    expect(passedLimits(wears, limits).map(({ launch }) => launch)).toEqual([3, 7]);
  });

  it("take turns: a replacement that passes it again at once does not come before the others", () => {
    const simulation = new Simulation().start(3).run(100);
    for (let second = 0; second < 6; second += 1) {
      const wears = [1, 2, 3].map((slot) => ({ launch: simulation.launchOf(slot), wear: worn }));
      for (const { launch, limit } of passedLimits(wears, limits)) {
        simulation.feed({ kind: "fact", fact: { kind: "limit-passed", launch, limit } });
      }
      simulation.run(1000);
    }
    expect(simulation.views().map((view) => view.generation)).toEqual([3, 3, 3]);
  });
});

describe("recycling", () => {
  const limit = { cause: "age-limit", why: "is old" } as const;
  const report = (simulation: Simulation, slot: number) =>
    simulation.feed({
      kind: "fact",
      fact: { kind: "limit-passed", launch: simulation.launchOf(slot), limit },
    });

  it("replaces first, one worker at a time", () => {
    const simulation = new Simulation().start(2).run(100);
    report(simulation, 1);
    report(simulation, 2);
    expect(simulation.views().filter((view) => view.successor !== null)).toHaveLength(1);
    simulation.run(1000);
    expect(simulation.view(1)).toMatchObject({
      generation: 2,
      lastExit: { cause: "age-limit", detail: "is old" },
    });
    report(simulation, 2);
    simulation.run(1000);
    expect(simulation.view(2).generation).toBe(2);
  });

  it("that fails is not tried again for half a minute", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.behave = () => CRASHES_AT_BOOT;
    report(simulation, 1);
    simulation.run(1000);
    report(simulation, 1);
    expect(simulation.forks).toBe(2);
    simulation.behave = () => HEALTHY;
    simulation.run(30_000);
    report(simulation, 1);
    simulation.run(1000);
    expect(simulation.view(1).generation).toBe(3);
  });

  it("a blocked worker is killed after the time that was asked for, a stopped one never", () => {
    for (const because of ["busy", "stopped", "debugger"] as const) {
      const simulation = new Simulation({ killUnresponsiveMs: 2000 }).start(1).run(100);
      const launch = simulation.launchOf(1);
      simulation.feed({ kind: "fact", fact: { kind: "silent", launch, because } });
      simulation.run(2500);
      expect(simulation.view(1).generation, because).toBe(because === "busy" ? 2 : 1);
    }
  });
});
