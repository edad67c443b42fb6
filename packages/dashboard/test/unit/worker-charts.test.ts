import { expect, test } from "vitest";
import { CHART_VIEWS, chartWords, topOf } from "../../src/detail/charts/chart-views.ts";
import { birthMarks, endMarks, wordsAt } from "../../src/detail/charts/life-marks.ts";
import { continued, seriesFromDetail } from "../../src/series/worker-series.ts";
import { AT, detail, lastExit, metrics } from "./fixtures.ts";

const MB = 1024 * 1024;
const view = (label: string) => {
  const found = CHART_VIEWS.find((each) => each.label === label);
  if (found === undefined) throw new Error(`no chart ${label}`);
  return found;
};
const oneSecond = (changes = {}) =>
  continued(seriesFromDetail(detail()), AT + 1000, metrics(changes));

test("a chart's scale holds all of its lines, ends at a round number and moves seldom", () => {
  expect(topOf(view("CPU"), "left", oneSecond({ cpuPercent: 100 }))).toBe(100);
  expect(topOf(view("CPU"), "left", oneSecond({ cpuPercent: 180 }))).toBe(200);
  const memory = oneSecond({ rssBytes: 90 * MB, heapTotalBytes: 120 * MB });
  expect(topOf(view("Memory"), "left", memory)).toBe(150 * MB);
  const requests = oneSecond({ requestsPerSecond: 1842, latencyP99Ms: 5.9 });
  expect(topOf(view("Requests"), "left", requests)).toBe(2000);
  expect(topOf(view("Requests"), "right", requests)).toBe(8);
});

test("a chart at one second in words; what was not measured is no 0", () => {
  const series = oneSecond({ eventLoopUtilization: 0.58, eventLoopDelayP99Ms: null });
  expect(chartWords(view("Event loop"), series, 299)).toBe("busy 58%, delay p99 not measured");
  expect(chartWords(view("CPU"), series, 0)).toBe("CPU not measured");
});

const span = { endsAt: AT, seconds: 300 };

test("ends within the five minutes are marked, and say what the system gave", () => {
  const lives = [
    lastExit({ generation: 3, at: AT - 1000, code: null, signal: "SIGKILL", cause: "command" }),
    lastExit({ generation: 2, at: AT - 100_000, code: 1 }),
    lastExit({ generation: 1, at: AT - 900_000 }),
  ];
  const marks = endMarks(lives, span);
  expect(marks.map(({ kind, words }) => [kind, words])).toEqual([
    ["asked", "g3 ended: SIGKILL"],
    ["unasked", "g2 ended: exit 1"],
  ]);
  expect(wordsAt(marks, AT - 99_600, span)).toEqual(["g2 ended: exit 1"]);
  expect(wordsAt(marks, AT - 50_000, span)).toEqual([]);
});

test("generations are named where they began, unless the names would lie over each other", () => {
  const lives = [
    lastExit({ generation: 3, at: AT - 10_000, uptimeMs: 80_000 }),
    // It ended before its name would have.
    lastExit({ generation: 2, at: AT - 91_000, uptimeMs: 1000 }),
    lastExit({ generation: 1, at: AT - 93_000, uptimeMs: 900_000 }),
  ];
  const births = birthMarks(lives, { generation: 4, startedAt: AT - 9_900 }, span);
  expect(births.map(({ generation }) => generation)).toEqual([3, 4]);
});
