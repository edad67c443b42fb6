import { describe, expect, it } from "vitest";
import {
  addSparse,
  BUCKET_COUNT,
  bucketOf,
  bucketValueMs,
  percentileMs,
  toSparse,
} from "../../src/latency-buckets.ts";

const countsOf = (latenciesMs: readonly number[]) => {
  const counts = new Uint32Array(BUCKET_COUNT);
  for (const latencyMs of latenciesMs) {
    const bucket = bucketOf(latencyMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
};

describe("latencies as counts", () => {
  it.each([0.01, 0.5, 3.2, 47, 900, 61_000])("%d ms is kept to within 2.5 %", (latencyMs) => {
    expect(Math.abs(bucketValueMs(bucketOf(latencyMs)) / latencyMs - 1)).toBeLessThan(0.026);
  });

  it("a percentile of many is within a bucket of the exact one", () => {
    const latencies = Array.from({ length: 1000 }, (_, index) => index + 1);
    expect(percentileMs(countsOf(latencies), 0.5)).toBeCloseTo(500, -2);
    expect(Math.abs((percentileMs(countsOf(latencies), 0.99) ?? 0) / 990 - 1)).toBeLessThan(0.03);
  });

  it("no request has no percentile", () => {
    expect(percentileMs(countsOf([]), 0.99)).toBeNull();
  });

  it("the percentile of two workers together is that of all their requests", () => {
    const fast = countsOf(Array.from({ length: 99 }, () => 1));
    const slow = countsOf([500]);
    const together = new Uint32Array(BUCKET_COUNT);
    addSparse(together, toSparse(fast));
    addSparse(together, toSparse(slow));
    expect(percentileMs(together, 0.5)).toBeCloseTo(1, 1);
    expect(percentileMs(together, 1)).toBeGreaterThan(480);
  });

  it("what takes longer than the scale counts as the longest", () => {
    expect(bucketOf(1e12)).toBe(BUCKET_COUNT - 1);
  });

  it("indices that are not on the scale are ignored", () => {
    const counts = new Uint32Array(BUCKET_COUNT);
    addSparse(counts, [-1, 5, BUCKET_COUNT, 5, 3, 2]);
    expect(toSparse(counts)).toEqual([3, 2]);
  });
});
