import { percentile, ratiosOf, spreadOf } from "../statistics.ts";
import { measureCrowd, type CrowdFigures, type CrowdSize } from "./crowd.ts";
import { atLeast, atMost, shown, told, type Figure } from "../figure.ts";
import { measureFirstView, type FirstViewFigures } from "./first-view.ts";
import { measureHour, type HourFigures } from "./hour.ts";
import type { Measures } from "../suite.ts";
import { measureStalled, type StalledFigures } from "./stalled.ts";

const CROWD: CrowdSize = { workers: 64, dashboards: 100, idlePairs: 5, loadPairs: 40 };
const HISTORY_SECONDS = 300;
/** Until all 16 workers are known for five minutes, with a little to spare. */
const VIEWED_AFTER_SECONDS = HISTORY_SECONDS + 15;

/** Each measures, for minutes, and tells what came out. */
export const MEASURES: Measures = {
  crowd: async () => crowdFigures(await measureCrowd(CROWD)),
  hour: async () => hourFigures(await measureHour()),
  stalled: async () => stalledFigures(await measureStalled()),
  "first-view": async () => firstViewFigures(await measureFirstView(VIEWED_AFTER_SECONDS)),
};

function crowdFigures(crowd: CrowdFigures): Figure[] {
  const { cpuPercent, loopDelayP99Ms, requestsPerSecond } = crowd;
  const more = spreadOf(cpuPercent.crowd.map((cpu, i) => cpu - (cpuPercent.none[i] ?? Number.NaN)));
  const ratio = spreadOf(ratiosOf(requestsPerSecond.crowd, requestsPerSecond.none));
  const quiet = spreadOf(loopDelayP99Ms.none);
  const watched = spreadOf(loopDelayP99Ms.crowd);
  return [
    atMost(
      "100 dashboards, 64 workers: loop delay p99 of each second, ms, median",
      watched.median,
      20,
    ),
    told(
      "— its most; without dashboards, median and most",
      `${shown(watched.most)}; ${shown(quiet.median)}, ${shown(quiet.most)}`,
    ),
    atMost(
      "— % of a core for the stream",
      more.median,
      15,
      (value) => `${shown(value)} (${shown(more.p25)} to ${shown(more.p75)})`,
    ),
    atLeast(
      "— requests/s to those without dashboards",
      ratio.median,
      0.97,
      (value) => `${shown(value)} (${shown(ratio.p25)} to ${shown(ratio.p75)})`,
    ),
    told(
      "— % of a core that the dashboards' own process took beside it",
      shown(spreadOf(crowd.readersCpuPercent).median),
    ),
    atLeast(
      "— frames with metrics that each dashboard got in a second",
      crowd.framesPerSecond,
      0.98,
    ),
    told("— bytes of such a frame", shown(crowd.frameBytes)),
    told("— from its time to its arrival, ms, median and p99", lateness(crowd.latenessMs)),
  ];
}

function hourFigures(hour: HourFigures): Figure[] {
  return [
    atMost(
      "one that reads nothing for an hour of frames: memory, MB more",
      hour.grownBytes / 1e6,
      10,
    ),
    told("— as the system counts it, MB more", shown(hour.rssGrownBytes / 1e6)),
    told(
      "— changes in that hour; seconds it took",
      `${shown(hour.changes)}; ${shown(hour.tookMs / 1_000)}`,
    ),
  ];
}

function stalledFigures(stalled: StalledFigures): Figure[] {
  return [
    atMost("— dropped after, s", stalled.droppedAfterMs / 1_000, 35),
    told(
      "— the supervisor meanwhile, as the system counts it, MB more",
      shown(stalled.rssGrownBytes / 1e6),
    ),
    told(
      "— the others' frames, from time to arrival, ms, median and p99",
      lateness(stalled.latenessMs),
    ),
    told("— the same before it came", lateness(stalled.latenessBeforeMs)),
  ];
}

function firstViewFigures(view: FirstViewFigures): Figure[] {
  const cold = spreadOf(view.coldMs);
  return [
    atMost("a page after five minutes, 16 workers: snapshot, kB", view.snapshotBytes / 1e3, 250),
    atLeast("— seconds in the shortest of its columns", view.historySeconds, HISTORY_SECONDS),
    told(
      "— columns, events, changes of state in it",
      [view.columns, view.events, view.transitions].join(", "),
    ),
    atMost("— all tiles drawn after the navigation began, ms, median", cold.median, 300),
    told(
      "— its p95; with the page in the browser's cache, median and p95",
      `${shown(cold.p95)}; ${spread(view.warmMs)}`,
    ),
    told("— of that from the snapshot's arrival, ms, median and p95", spread(view.drawnMs)),
  ];
}

function spread(figures: readonly number[]): string {
  const { median, p95 } = spreadOf(figures);
  return `${shown(median)}, ${shown(p95)}`;
}

function lateness(figures: readonly number[]): string {
  return `${shown(percentile(figures, 0.5))}, ${shown(percentile(figures, 0.99))}`;
}
