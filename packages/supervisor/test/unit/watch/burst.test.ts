import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBurst } from "../../../src/watch/burst.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("ends when nothing has changed for 50 ms, and tells each path once", () => {
  const onEnd = vi.fn<(paths: string[]) => void>();
  const burst = createBurst(onEnd);
  burst.add("a");
  vi.advanceTimersByTime(40);
  burst.add("b");
  burst.add("a");
  vi.advanceTimersByTime(49);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd.mock.calls).toEqual([[["a", "b"]]]);
});

it("that does not end is told after half a second, and the rest of it later", () => {
  const ends: string[][] = [];
  const burst = createBurst((paths) => ends.push(paths));
  for (let file = 0; file < 60; file += 1) {
    burst.add(`${file}`);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(50);
  expect(ends.map((paths) => paths.length)).toEqual([50, 10]);
});

it("that is closed tells nothing more", () => {
  const onEnd = vi.fn<(paths: string[]) => void>();
  const burst = createBurst(onEnd);
  burst.add("a");
  burst.close();
  vi.advanceTimersByTime(1_000);
  expect(onEnd).not.toHaveBeenCalled();
});
