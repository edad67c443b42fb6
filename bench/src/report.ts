import type { PageFigures } from "./death-to-tile.ts";
import { atLeast, atMost, shown, tableOf, told, type Figure } from "./figure.ts";
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
    ratio(`p99, ${traffic}, ms`, "p99Ms", {}),
    ratio(`CPU a request, ${traffic}, µs`, "cpuMicrosPerRequest", {}),
  ];
}

/** Of the median ratio; none of them: nothing is asked of it. */
interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
}

function ratioOf(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  bound: Bound,
): PairFigure {
  const { median, p25, p75 } = spreadOf(ratiosOf(ours, theirs));
  const say = () => `${median.toFixed(3)} (${p25.toFixed(3)} to ${p75.toFixed(3)})`;
  return {
    ...figureOf(name, median, bound, say),
    ours: shown(spreadOf(ours).median),
    theirs: shown(spreadOf(theirs).median),
  };
}

function figureOf(name: string, median: number, bound: Bound, say: () => string): Figure {
  if (bound.atLeast !== undefined) return atLeast(name, median, bound.atLeast, say);
  if (bound.atMost !== undefined) return atMost(name, median, bound.atMost, say);
  return told(name, say());
}
