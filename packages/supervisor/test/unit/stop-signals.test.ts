import { describe, expect, it } from "vitest";
import { createStopSignals, type StopSignal } from "../../src/stop-signals.ts";

const answers = (...signals: readonly (readonly [StopSignal, number])[]) => {
  const take = createStopSignals();
  return signals.map(([signal, atMs]) => take(signal, atMs));
};

describe("a stop signal", () => {
  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("of %s drains at first", (signal) => {
    expect(answers([signal, 0])).toEqual(["drain"]);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("of %s kills when it comes again", (signal) => {
    expect(answers([signal, 0], [signal, 300])).toEqual(["drain", "kill"]);
  });

  it("that is passed on by npx, just after the terminal's own, is the same one", () => {
    expect(answers(["SIGINT", 0], ["SIGINT", 1], ["SIGINT", 299], ["SIGINT", 900])).toEqual([
      "drain",
      "ignore",
      "ignore",
      "kill",
    ]);
  });

  it("of another kind is no repetition", () => {
    expect(answers(["SIGTERM", 0], ["SIGINT", 1])).toEqual(["drain", "kill"]);
    expect(answers(["SIGHUP", 0], ["SIGTERM", 1])).toEqual(["drain", "kill"]);
  });

  it("of a closed terminal never kills, however often and whenever it comes", () => {
    expect(answers(["SIGHUP", 0], ["SIGHUP", 1], ["SIGHUP", 5_000])).toEqual([
      "drain",
      "ignore",
      "ignore",
    ]);
    expect(answers(["SIGINT", 0], ["SIGHUP", 5_000])).toEqual(["drain", "ignore"]);
  });
});
