import { describe, expect, test } from "vitest";
import { laneKey } from "../../src/lanes/lane-keys.ts";
import { lanesOf } from "../../src/lanes/segments.ts";
import { findStop, newestPlace, stepFrom, stopAt, stopsOf } from "../../src/lanes/stops.ts";
import { storyInWords, storyOf, type Story } from "../../src/lanes/story.ts";
import { formatPreciseTimeOfDay } from "../../src/format/time-of-day.ts";
import { AT, event, lastExit, moved } from "./fixtures.ts";

const span = { from: AT - 300_000, to: AT };
/** Slot 1 crashes a minute ago and is back 64 ms later; slot 2 serves all along. */
const transitions = [
  moved(AT - 400_000),
  moved(AT - 60_000, { state: "starting", pid: 4011, generation: 2 }),
  moved(AT - 59_936, { pid: 4011, generation: 2 }),
  moved(AT - 400_000, { slot: 2, pid: 4002 }),
];
const events = [
  event(2, {
    at: AT - 59_930,
    kind: "worker:serving",
    pid: 4011,
    generation: 2,
    message: "serves, replaced in 64 ms",
  }),
  event(1, {
    at: AT - 59_990,
    kind: "worker:died",
    message: "exited with 1: TypeError: no config",
  }),
];
const lanes = lanesOf(transitions, events, span);
const [first, second] = lanes;
if (first === undefined || second === undefined) throw new Error("a lane is missing");
const keys = stopsOf(first).map(({ key }) => key);
const [served, started, death, serves] = keys;
const told = (
  key: string | undefined,
  exit = null as ReturnType<typeof lastExit> | null,
): Story => {
  const stop = findStop(lanes, { slot: 1, key: key ?? "" });
  if (stop === null) throw new Error(`there is no ${key}`);
  return storyOf(stop, first, { events, lastExit: exit, now: AT });
};

describe("a story", () => {
  test("of a process that has ended names its end, and by whom", () => {
    const story = told(served);
    expect(story.title).toBe("Serving");
    expect(story.when).toBe("for 5m 40s, until 1 min ago");
    expect(story.exact).toBe(
      `${formatPreciseTimeOfDay(AT - 400_000)} to ${formatPreciseTimeOfDay(AT - 60_000)}`,
    );
    expect(story.process).toBe("Generation 1, pid 4001");
    expect(story.lines).toEqual(["Exited with 1: TypeError: no config (by the app)"]);
  });

  test("of the slot's last process has its code and cause exactly", () => {
    const exit = lastExit({ generation: 1, detail: "TypeError: no config", hint: "fix it" });
    expect(told(served, exit).lines).toEqual([
      "Exit 1, crashed, on its own: TypeError: no config: fix it",
    ]);
  });

  test("of what goes on says since when and how it began", () => {
    const story = told(serves);
    expect(story.when).toBe("for 60 s, and still");
    expect(story.exact).toMatch(/ to now$/);
    expect(story.lines).toEqual(["Serves, replaced in 64 ms (by the app)"]);
  });

  test("of a state between two of the same process says what came then", () => {
    expect(told(started).when).toBe("for 64 ms, until 59 s ago");
    expect(told(started).lines).toEqual(["Then: serving"]);
  });

  test("of a mark tells what happened, to which process", () => {
    const story = told(death);
    expect(story.subject).toEqual({ kind: "mark", mark: "died" });
    expect([story.title, story.when, story.process]).toEqual([
      "Died",
      "59 s ago",
      "Generation 1, pid 4001",
    ]);
    expect(storyInWords(1, story)).toBe(
      "Worker 1: Died. 59 s ago. Generation 1, pid 4001. Exited with 1: TypeError: no config (by the app)",
    );
  });
});

describe("pointing at a lane", () => {
  test("finds the mark before the segment that it lies on", () => {
    expect(stopAt(first, AT - 59_500, 2000)?.key).toBe(death);
    expect(stopAt(first, AT - 100_000, 2000)?.key).toBe(served);
  });

  test("finds what is thinner than the pointer, and nothing where nothing is", () => {
    const [short] = lanesOf([moved(AT - 50_000), moved(AT - 49_900, { state: null })], [], span);
    expect(short && stopAt(short, AT - 49_000, 2000)?.kind).toBe("segment");
    expect(short && stopAt(short, AT - 20_000, 2000)).toBeNull();
  });
});

describe("the keyboard", () => {
  const step = (key: string | undefined, to: Parameters<typeof stepFrom>[2], slot = 1) =>
    stepFrom(lanes, { slot, key: key ?? "" }, to, span);

  test("begins at what is newest, and goes along the lane to its ends", () => {
    expect(newestPlace(lanes)).toEqual({ slot: 1, key: serves });
    expect(step(serves, "left")?.key).toBe(death);
    expect(step(serves, "right")?.key).toBe(serves);
    expect(step(serves, "first")?.key).toBe(served);
    expect(step(served, "left")?.key).toBe(served);
  });

  test("goes to what the next lane was at that time, and stays at the last lane", () => {
    const below = step(death, "down");
    expect(below).toEqual({ slot: 2, key: stopsOf(second)[0]?.key });
    expect(step(below?.key, "down", 2)).toEqual(below);
    expect(step(below?.key, "up", 2)?.key).toBe(served);
  });

  test("begins anew where what it was on has left the lanes", () => {
    expect(step("gone", "left")).toEqual({ slot: 1, key: serves });
    expect(step("gone", "left", 9)).toEqual(newestPlace(lanes));
  });

  test("takes arrows and Enter, and leaves what belongs to the browser", () => {
    const bare = { ctrlKey: false, metaKey: false, altKey: false };
    expect(laneKey({ ...bare, key: "ArrowUp" })).toEqual({ type: "step", to: "up" });
    expect(laneKey({ ...bare, key: "Enter" })).toEqual({ type: "zoom" });
    expect(laneKey({ ...bare, key: "ArrowLeft", altKey: true })).toBeNull();
    expect(laneKey({ ...bare, key: "k" })).toBeNull();
  });
});
