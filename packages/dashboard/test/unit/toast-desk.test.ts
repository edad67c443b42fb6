import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createToastDesk } from "../../src/toasts/toast-desk.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each message is taken off the page when its time is over, and none while they are read", () => {
  const desk = createToastDesk(() => Date.now());
  const shown = () => desk.queue.getState().toasts.map(({ text }) => text);
  const tell = (text: string) =>
    desk.tell({ subject: text, tone: "good", text, detail: null, undo: null });

  tell("one");
  vi.advanceTimersByTime(4000);
  tell("two");
  vi.advanceTimersByTime(2000);
  expect(shown()).toEqual(["two"]);
  desk.hold();
  vi.advanceTimersByTime(60_000);
  expect(shown()).toEqual(["two"]);
  desk.release();
  vi.advanceTimersByTime(3999);
  expect(shown()).toEqual(["two"]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
