import { describe, expect, it } from "vitest";
import { FLEET_OUTPUT_RATE, OUTPUT_RATE, SPARED_OUTPUT_RATE } from "../../src/log/limits.ts";
import {
  createFleetBudget,
  createStreamBudget,
  type OutputBudget,
} from "../../src/process/output-budget.ts";

/** @returns how many lines of ten bytes were taken */
function flood(budget: OutputBudget, lines: number, nowMs: number): number {
  let taken = 0;
  for (let line = 0; line < lines; line += 1) {
    if (!budget.isOpen(nowMs)) continue;
    budget.spend(10);
    taken += 1;
  }
  return taken;
}

describe("the output of many workers at once", () => {
  it("is taken up to one bound for all, however many they are", () => {
    const fleet = createFleetBudget();
    const streams = Array.from({ length: 128 }, () => createStreamBudget(fleet));
    const first = streams.map((stream) => flood(stream, 20_000, 0));
    const spared = SPARED_OUTPUT_RATE.burstLines * streams.length;
    const taken = first.reduce((sum, lines) => sum + lines, 0);
    expect(taken).toBeLessThanOrEqual(FLEET_OUTPUT_RATE.burstLines + spared);
    expect(first[0]).toBe(OUTPUT_RATE.burstLines);
  });

  it("leaves a little to each: the error of a quiet worker is not lost in the flood of others", () => {
    const fleet = createFleetBudget();
    for (let worker = 0; worker < 20; worker += 1) flood(createStreamBudget(fleet), 20_000, 0);
    expect(flood(createStreamBudget(fleet), 50, 0)).toBe(50);
  });
});
