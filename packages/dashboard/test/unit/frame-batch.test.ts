import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFrameBatch } from "../../src/socket/frame-batch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function batches() {
  const delivered: (readonly string[])[] = [];
  const batch = createFrameBatch<string>(
    () => Date.now(),
    (items) => delivered.push(items),
  );
  return { batch, delivered };
}

test("the first news after a quiet time waits for no frame", () => {
  const { batch, delivered } = batches();
  batch.add("a");
  batch.add("b");
  vi.advanceTimersByTime(0);
  expect(delivered).toEqual([["a", "b"]]);
});

test("what follows within a frame is handed over together at its end", () => {
  const { batch, delivered } = batches();
  batch.add("a");
  vi.advanceTimersByTime(0);
  for (const item of ["b", "c", "d"]) {
    batch.add(item);
    vi.advanceTimersByTime(4);
  }
  expect(delivered).toEqual([["a"]]);
  vi.advanceTimersByTime(16);
  expect(delivered).toEqual([["a"], ["b", "c", "d"]]);
});

test("what is flushed is not handed over twice, and what is cleared not at all", () => {
  const { batch, delivered } = batches();
  batch.add("a");
  batch.flush();
  batch.add("b");
  batch.clear();
  vi.runAllTimers();
  expect(delivered).toEqual([["a"]]);
});
