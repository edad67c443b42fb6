import type { PageFigures } from "./death-to-tile.ts";
import { atLeast, atMost, shown, tableOf, told, type Figure } from "./figure.ts";
import type { SideName } from "./side.ts";
import { ratiosOf, spreadOf, type Spread } from "./statistics.ts";
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

/** What is compared with the plain cluster, and what is measured by itself. */
export interface Report {
  readonly ratios: readonly PairFigure[];
  readonly figures: readonly Figure[];
}

/** `measured` is the ratio. */
interface PairFigure extends Figure {
  readonly ours: string;
  readonly theirs: string;
}

export function reportOf({ throughput, killToListeningMs, page }: Figures): Report {
  const { clusterdeck, plain } = killToListeningMs;
  const tile = spreadOf(page.deathToTileMs);
  const { length } = page.deathToTileMs;
  return {
    ratios: [
      ...TRAFFICS.flatMap((traffic) => throughputRatios(throughput, traffic)),
      ratioOf("kill to listening, ms", clusterdeck, plain, { atMost: 1.15 }),
    ],
    figures: [
      told("kill by command to changed tile, ms, median", `${shown(tile.median)} of ${length}`),
      atMost("— p95", tile.p95, 100),
      told("— the most", shown(tile.most)),
      atMost("supervisor, 4 workers, one page, MB resident", page.supervisorRssBytes / 1e6, 90),
    ],
  };
}

/** For bench/README.md and the terminal. */
export function textOf({ ratios, figures }: Report, machine: string): string {
  return [
    machine,
    "",
    "| figure | clusterdeck | plain cluster | ratio, median (middle half) | must be |",
    "| --- | --- | --- | --- | --- |",
    ...ratios.map(
      ({ name, ours, theirs, measured, mustBe }) =>
        `| ${name} | ${ours} | ${theirs} | ${measured} | ${mustBe} |`,
    ),
    "",
    ...tableOf(figures),
  ].join("\n");
}

function throughputRatios(throughput: ThroughputPairs, traffic: Traffic): PairFigure[] {
  const { clusterdeck, plain } = throughput[traffic];
  const ratio = (name: string, figure: keyof ThroughputFigures, bound: Bound) =>
    ratioOf(
      name,
      clusterdeck.map((slice) => slice[figure]),
      plain.map((slice) => slice[figure]),
      bound,
    );
  return [
    ratio(`requests/s, ${traffic}`, "requestsPerSecond", { atLeast: 0.97 }),
    ratio(`p99, ${traffic}, ms`, "p99Ms", "within noise"),
    ratio(`CPU a request, ${traffic}, µs`, "cpuMicrosPerRequest", null),
  ];
}

/**
 * What the median of the ratios must be. Within noise, where less is better: in a quarter of the pairs
 * and more ours was no worse. Null: nothing is asked of it.
 */
type Bound = { readonly atLeast: number } | { readonly atMost: number } | "within noise" | null;

function ratioOf(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  bound: Bound,
): PairFigure {
  const ratio = spreadOf(ratiosOf(ours, theirs));
  return {
    ...figureOf(name, ratio, bound),
    ours: shown(spreadOf(ours).median),
    theirs: shown(spreadOf(theirs).median),
  };
}

function figureOf(name: string, { median, p25, p75 }: Spread, bound: Bound): Figure {
  const measured = `${median.toFixed(3)} (${p25.toFixed(3)} to ${p75.toFixed(3)})`;
  if (bound === null) return told(name, measured);
  if (bound === "within noise") return { name, measured, mustBe: bound, isMet: p25 <= 1 };
  if ("atLeast" in bound) return atLeast(name, median, bound.atLeast, () => measured);
  return atMost(name, median, bound.atMost, () => measured);
}
