import { openStage, scene } from "@clusterdeck/testkit/stage";
import { firstViewFiles, gzippedBytes, readManifest } from "@clusterdeck/testkit/built-page";
import { atLeast, atMost, shown, told, type Figure } from "../figure.ts";
import { spreadOf } from "../statistics.ts";
import { viewPage } from "../stream/first-view.ts";
import type { Measures } from "../suite.ts";
import { measureClicks } from "./click.ts";
import { measureDeaths } from "./death.ts";
import { measureHour } from "./hour.ts";
import { measureScrolling } from "./scrolling.ts";
import { measureSteady } from "./steady.ts";

const STEADY_SECONDS = 60;
const ODD_SECONDS = 20;
/** What `PerformanceObserver` calls long. */
const LONG_TASK_MS = 50;

export const MEASURES: Measures = {
  size: async () => {
    const bytes = gzippedBytes(firstViewFiles(readManifest()));
    return [atMost("JavaScript of the first view, kB gzipped", bytes / 1e3, 130)];
  },
  cold: async () => {
    const stage = await openStage(scene("eight"));
    const { coldMs } = await viewPage(stage.url, stage.world().workers.length);
    await stage.close();
    const cold = spreadOf(coldMs);
    return [
      atMost(
        "8 workers, never seen before: tiles drawn, page answers, ms, median",
        cold.median,
        1_000,
      ),
      told("— its p95", shown(cold.p95)),
    ];
  },
  steady: async () => {
    const calm = await measureSteady("many-calm", STEADY_SECONDS);
    const odd = await measureSteady("many-workers", ODD_SECONDS);
    const longTasksMs = [...calm.longTasksMs, ...odd.longTasksMs];
    return [
      longestTask("64 workers, one sample a second: longest task, ms", longTasksMs, LONG_TASK_MS),
      atMost("— the page's process, % of a core", calm.cpuPercent, 10),
      told("— while one of them starts and two do not answer", shown(odd.cpuPercent)),
    ];
  },
  scrolling: async () => {
    const { longTasksMs, cpuPercent, framesPerSecond } = await measureScrolling();
    return [
      longestTask("256 workers, at rest and scrolled: longest task, ms", longTasksMs, 100),
      atLeast("— frames/s while scrolled", framesPerSecond, 50),
      told("— the page's process meanwhile, % of a core", shown(cpuPercent)),
    ];
  },
  click: async () => delays("click to pending button, ms", await measureClicks(), 50),
  death: async () => delays("death of a worker to changed tile, ms", await measureDeaths(), 60),
  hour: async () => {
    const { after5Minutes, after60Minutes, tookMs } = await measureHour();
    const grown = after60Minutes.heapBytes / after5Minutes.heapBytes - 1;
    const moreNodes = after60Minutes.nodes - after5Minutes.nodes;
    return [
      atMost(
        "an hour, 64 workers: heap after a collection, % more than after 5 min",
        100 * grown,
        10,
      ),
      atMost(
        "— DOM nodes more, % of those after 5 min",
        (100 * moreNodes) / after5Minutes.nodes,
        1,
      ),
      told(
        "— heap after 5 and 60 min, MB; DOM nodes; seconds that the hour took",
        [
          `${shown(after5Minutes.heapBytes / 1e6)}, ${shown(after60Minutes.heapBytes / 1e6)}`,
          `${shown(after5Minutes.nodes)}, ${shown(after60Minutes.nodes)}`,
          shown(tookMs / 1_000),
        ].join("; "),
      ),
    ];
  },
};

function longestTask(name: string, longTasksMs: readonly number[], limitMs: number): Figure {
  const count = longTasksMs.length;
  return atMost(name, Math.max(0, ...longTasksMs), limitMs, (value) =>
    count === 0 ? `none over ${LONG_TASK_MS}` : `${shown(value)} (${count} over ${LONG_TASK_MS})`,
  );
}

function delays(name: string, delaysMs: readonly number[], p95Limit: number): Figure[] {
  const { median, p95, most } = spreadOf(delaysMs);
  return [
    atMost(`${name}, p95`, p95, p95Limit),
    told(`— median, most of ${delaysMs.length}`, `${shown(median)}, ${shown(most)}`),
  ];
}
