import type { PageFigures } from "./death-to-tile.ts";
import type { SideName } from "./side.ts";
import { ratiosOf, spreadOf } from "./statistics.ts";
import {
  TRAFFICS,
  type ThroughputFigures,
  type ThroughputPairs,
  type Traffic,
} from "./throughput.ts";

export interface Figures {
  readonly throughput: ThroughputPairs;
  readonly killToListeningMs: Record<SideName, readonly number[]>;
  readonly page: PageFigures;
}

/** The figures as a table, for bench/README.md and the terminal. */
export function reportOf(figures: Figures, machine: string): string {
  const rows = [
    ...TRAFFICS.flatMap((traffic) => throughputRows(figures, traffic)),
    pairRow(
      "kill to listening, ms",
      figures.killToListeningMs.clusterdeck,
      figures.killToListeningMs.plain,
      "at most 1.15",
    ),
  ];
  const tile = spreadOf(figures.page.deathToTileMs);
  return [
    machine,
    "",
    "| figure | clusterdeck | plain cluster | ratio, median (middle half) | must be |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "| figure | measured | must be |",
    "| --- | --- | --- |",
    `| kill by command to changed tile, ms | median ${round(tile.median)}, p95 ${round(tile.p95)}, most ${round(tile.most)} of ${figures.page.deathToTileMs.length} | p95 at most 100 |`,
    `| supervisor, 4 workers, one page, MB resident | ${round(figures.page.supervisorRssBytes / 1e6)} | at most 90 |`,
  ].join("\n");
}

function throughputRows({ throughput }: Figures, traffic: Traffic): string[] {
  const pick = (name: SideName, figure: keyof ThroughputFigures) =>
    throughput[traffic][name].map((figures) => figures[figure]);
  return [
    pairRow(
      `requests/s, ${traffic}`,
      pick("clusterdeck", "requestsPerSecond"),
      pick("plain", "requestsPerSecond"),
      "at least 0.97",
    ),
    pairRow(
      `p99, ${traffic}, ms`,
      pick("clusterdeck", "p99Ms"),
      pick("plain", "p99Ms"),
      "within noise",
    ),
    pairRow(
      `CPU a request, ${traffic}, µs`,
      pick("clusterdeck", "cpuMicrosPerRequest"),
      pick("plain", "cpuMicrosPerRequest"),
      "",
    ),
  ];
}

function pairRow(
  label: string,
  ours: readonly number[],
  theirs: readonly number[],
  bound: string,
): string {
  const ratio = spreadOf(ratiosOf(ours, theirs));
  const spread = `${ratio.median.toFixed(3)} (${ratio.p25.toFixed(3)} to ${ratio.p75.toFixed(3)})`;
  const middle = (side: readonly number[]) => round(spreadOf(side).median);
  return `| ${label} | ${middle(ours)} | ${middle(theirs)} | ${spread} | ${bound} |`;
}

function round(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString("en") : figure.toFixed(1);
}
