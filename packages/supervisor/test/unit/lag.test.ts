import { describe, expect, it } from "vitest";
import { createLag, LONGEST_LAG_MS } from "../../src/stream/lag.ts";

describe("a reader's acknowledgements", () => {
  it("a reader that never sends any is not judged by them", () => {
    const lag = createLag();
    lag.sent(1, 0);
    expect(lag.isTooLong(10 * LONGEST_LAG_MS)).toBe(false);
  });

  it("one that stops sending them is too slow after half a minute", () => {
    const lag = createLag();
    lag.sent(1, 0);
    lag.acknowledged(1, 500);
    lag.sent(2, 1000);
    lag.sent(3, 20_000);
    expect(lag.isTooLong(1000 + LONGEST_LAG_MS)).toBe(false);
    expect(lag.isTooLong(1001 + LONGEST_LAG_MS)).toBe(true);
  });

  it("one that makes progress is not, though it never catches up", () => {
    const lag = createLag();
    for (let seq = 1; seq < 200; seq += 1) {
      lag.sent(seq, seq * 1000);
      lag.acknowledged(seq - 1, seq * 1000);
      expect(lag.isTooLong(seq * 1000 + 999)).toBe(false);
    }
  });

  it("one that repeats an old one makes none", () => {
    const lag = createLag();
    lag.sent(1, 0);
    lag.acknowledged(1, 0);
    lag.sent(2, 1000);
    for (let nowMs = 1000; nowMs <= 1000 + LONGEST_LAG_MS; nowMs += 1000)
      lag.acknowledged(1, nowMs);
    expect(lag.isTooLong(1001 + LONGEST_LAG_MS)).toBe(true);
  });

  it("one that has caught up is not", () => {
    const lag = createLag();
    lag.sent(1, 0);
    lag.sent(2, 100);
    lag.acknowledged(2, 200);
    expect(lag.isTooLong(10 * LONGEST_LAG_MS)).toBe(false);
  });
});
