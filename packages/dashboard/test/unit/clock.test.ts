import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPageClock } from "../../src/store/clock.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const START_MS = 10_000;
const openClock = () => {
  const clock = createPageClock(() => START_MS + Date.now());
  const seen: number[] = [];
  const stop = clock.subscribe("second", () => seen.push(clock.beatMs("second")));
  return { clock, seen, stop };
};

test("seconds are counted with the samples, evenly although those come early and late", () => {
  const { clock, seen } = openClock();
  for (const gapMs of [990, 1_015, 980, 1_020, 1_000]) {
    vi.advanceTimersByTime(gapMs);
    clock.beat();
  }
  expect(seen).toEqual([11_000, 12_000, 13_000, 14_000, 15_000]);
});

test("without samples the seconds are counted all the same", () => {
  const { clock, seen } = openClock();
  vi.advanceTimersByTime(990);
  clock.beat();
  vi.advanceTimersByTime(3_300);
  expect(seen).toEqual([11_000, 12_000, 13_000, 14_000]);
});

test("after a pause the time is the present one", () => {
  const { clock, seen } = openClock();
  vi.advanceTimersByTime(900);
  clock.beat();
  vi.setSystemTime(65_000);
  clock.beat();
  expect(seen.at(-1)).toBe(75_000);
});

test("nothing is counted for nobody, and what is asked for later is of then", () => {
  const { clock, seen, stop } = openClock();
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(30_000);
  expect(clock.beatMs("second")).toBe(40_000);
  expect(seen).toEqual([]);
});

test("tenths have a timer of their own", () => {
  const clock = createPageClock(() => START_MS + Date.now());
  const seen: number[] = [];
  const stop = clock.subscribe("tenth", () => seen.push(clock.beatMs("tenth")));
  vi.advanceTimersByTime(350);
  stop();
  expect(seen).toEqual([10_100, 10_200, 10_300]);
  expect(vi.getTimerCount()).toBe(0);
});
