import { atLeast, atMost, shown, told, type Figure } from "../figure.ts";
import { ratiosOf, spreadOf, type Spread } from "../statistics.ts";
import type { Measures } from "../suite.ts";
import { measureBalance, type BalanceFigures, type BalanceName, type Slices } from "./balance.ts";
import { measureSpares, type AppName } from "./spares.ts";
import { measureWatch } from "./watch.ts";

const KILLS = 30;
const ROUNDS = 20;
const SAVES = 20;

export const MEASURES: Measures = {
  spares: async () => [...(await sparesFigures("node:http")), ...(await sparesFigures("Express"))],
  balance: async () => {
    const { byWrk, byNode } = await measureBalance(ROUNDS);
    return [...wrkFigures(byWrk), ...nodeFigures(byNode)];
  },
  watch: watchFigures,
};

async function sparesFigures(app: AppName): Promise<Figure[]> {
  const { clusterdeck, plain } = await measureSpares(app, KILLS);
  const spare = spreadOf(clusterdeck);
  const ratio = spreadOf(ratiosOf(clusterdeck, plain));
  return [
    atMost(`a spare, ${app}: kill to listening, ms, median`, spare.median, 10),
    told(
      "— its p95; with a plain fork, median and p95",
      `${shown(spare.p95)}; ${medianAndP95(plain)}`,
    ),
    atMost("— ratio to a plain fork", ratio.median, 0.15, () => middleHalf(ratio)),
  ];
}

function wrkFigures(slices: Slices): Figure[] {
  const ratio = ratioOfRates(slices, "plain");
  return [
    atLeast("balance os: new connections/s, ratio to round-robin", ratio.median, 1.8, () =>
      middleHalf(ratio),
    ),
    told("— connections/s of both", rates(slices, ["os", "plain"])),
    told("— CPU a connection, µs, primary and workers", cpu(slices.os)),
    told("— the same with round-robin", cpu(slices.plain)),
    told(
      "— ratio to a plain cluster whose workers accept",
      middleHalf(ratioOfRates(slices, "plain none")),
    ),
  ];
}

function nodeFigures(slices: Slices): Figure[] {
  return [
    told(
      "— with a client in Node, ratio to round-robin",
      middleHalf(ratioOfRates(slices, "plain")),
    ),
    told("— connections/s of both", rates(slices, ["os", "plain"])),
  ];
}

async function watchFigures(): Promise<Figure[]> {
  const { saveToServingMs, saveToReloadMs, bootMs, answered, losses } = await measureWatch(SAVES);
  const more = spreadOf(saveToServingMs.map((ms, save) => ms - (bootMs[save] ?? Number.NaN)));
  const lost = Object.values(losses).reduce((sum, count) => sum + count, 0);
  return [
    atMost("watch: save to first new answer, less a boot, ms, median", more.median, 200),
    told("— its p95", shown(more.p95)),
    told("— save to first new answer, ms, median and p95", medianAndP95(saveToServingMs)),
    told("— of that until the reload began", medianAndP95(saveToReloadMs)),
    told("— a boot: fork to listening in a plain cluster, ms", medianAndP95(bootMs)),
    atMost(`— requests lost, of ${shown(answered + lost)}`, lost, 0, () =>
      lost === 0 ? "0" : JSON.stringify(losses),
    ),
  ];
}

function ratioOfRates(slices: Slices, to: BalanceName): Spread {
  return spreadOf(ratiosOf(ratesOf(slices.os), ratesOf(slices[to])));
}

function rates(slices: Slices, names: readonly BalanceName[]): string {
  return names.map((name) => shown(spreadOf(ratesOf(slices[name])).median)).join(", ");
}

function ratesOf(figures: readonly BalanceFigures[]): number[] {
  return figures.map(({ connectionsPerSecond }) => connectionsPerSecond);
}

function cpu(figures: readonly BalanceFigures[]): string {
  const primary = spreadOf(figures.map(({ primaryCpuMicros }) => primaryCpuMicros));
  const workers = spreadOf(figures.map(({ workersCpuMicros }) => workersCpuMicros));
  return `${shown(primary.median)}, ${shown(workers.median)}`;
}

function medianAndP95(figures: readonly number[]): string {
  const { median, p95 } = spreadOf(figures);
  return `${shown(median)}, ${shown(p95)}`;
}

function middleHalf({ median, p25, p75 }: Spread): string {
  return `${median.toFixed(3)} (${p25.toFixed(3)} to ${p75.toFixed(3)})`;
}
