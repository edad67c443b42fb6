import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createResync } from "../../src/socket/resync.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("many changes after a gap ask for one snapshot", () => {
  const ask = vi.fn<() => void>();
  const resync = createResync(ask);
  resync.need();
  resync.need();
  vi.advanceTimersByTime(2999);
  resync.need();
  expect(ask).toHaveBeenCalledTimes(1);
});

test("a snapshot that does not come within 3 s is asked for again, also when nothing else comes", () => {
  const ask = vi.fn<() => void>();
  const resync = createResync(ask);
  resync.need();
  vi.advanceTimersByTime(3000);
  expect(ask).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(3000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("once the snapshot is there nothing more is asked, until the next gap", () => {
  const ask = vi.fn<() => void>();
  const resync = createResync(ask);
  resync.need();
  resync.settled();
  vi.advanceTimersByTime(10_000);
  expect(ask).toHaveBeenCalledTimes(1);
  resync.need();
  expect(ask).toHaveBeenCalledTimes(2);
});
