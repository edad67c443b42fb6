import { isDeepStrictEqual } from "node:util";
import type { Holdings } from "@clusterdeck/testkit";
import type { Flags } from "./flags.ts";
import type { Soak } from "./soak.ts";

const MET_AGAIN_LIMIT_MS = 2_000;
const HEAP_GROWTH_LIMIT = 0.05;

/** The figures as tables, for bench/README.md and the terminal. */
export function reportOf(soak: Soak, flags: Flags, machine: string): string {
  const { holdings } = soak;
  const kills = flags.kills.toLocaleString("en");
  const row = (name: string, cell: (one: Holdings) => string) =>
    `| ${name} | ${holdings.map(cell).join(" | ")} |`;
  return [
    `${machine} Seed ${flags.seed}.`,
    "",
    "| figure | measured | must be |",
    "| --- | --- | --- |",
    `| kills carried out | ${killsOf(soak)} in ${elapsedSeconds(soak)} s, of ${flags.workers} workers | ${kills} |`,
    `| kills refused | ${countsOf(sum(soak.halves.map((half) => half.refused)))} | not counted |`,
    `| every worker serves again after the last, ms | ${soak.halves.map((half) => Math.round(half.metAgainMs)).join(" and ")} | at most ${MET_AGAIN_LIMIT_MS} |`,
    `| ends told as anything but the command | ${misreportedOf(soak)} of ${processesOf(soak)} | 0 |`,
    `| slots that were given up or had to wait | ${soak.setBacks} | 0 |`,
    `| heap after collection, last to first | ${heapGrowth(soak).toFixed(3)} | at most ${1 + HEAP_GROWTH_LIMIT} |`,
    `| processes left behind | ${soak.leftBehind.length} | 0 |`,
    `| requests answered; lost | ${answeredOf(soak).toLocaleString("en")}; ${countsOf(lossesOf(soak))} | no HUNG |`,
    "",
    `| in the supervisor | before | after ${(flags.kills / 2).toLocaleString("en")} | after ${kills} |`,
    "| --- | --- | --- | --- |",
    row("heap, MB", ({ heapUsedBytes }) => megabytes(heapUsedBytes)),
    row("external, MB", ({ externalBytes }) => megabytes(externalBytes)),
    row("resident, MB", ({ rssBytes }) => megabytes(rssBytes)),
    row("open files", ({ openFiles }) => String(openFiles ?? "–")),
    row("active handles and timers", ({ active }) => countsOf(active)),
    row("living objects", ({ objects }) => countsOf(objects)),
    "",
    `The history's ring of states grew by ${soak.transitions.toLocaleString("en")} entries meanwhile; they are in the heap.`,
  ].join("\n");
}

/** What is not as it must be, in words; empty when all is. */
export function failuresOf(soak: Soak, { workers }: Flags): string[] {
  const [before, after] = [soak.holdings[0], soak.holdings.at(-1)];
  const checks: readonly (readonly [boolean, string])[] = [
    [soak.halves.some((half) => half.metAgainMs > MET_AGAIN_LIMIT_MS), "the wish was met too late"],
    [misreportedOf(soak) > 0, "an end was told as something else"],
    [soak.setBacks > 0, "kills by command counted against a slot"],
    [heapGrowth(soak) > 1 + HEAP_GROWTH_LIMIT, "the heap has grown"],
    [!isDeepStrictEqual(before?.active, after?.active), "handles or timers differ"],
    [
      (after?.objects["workers"] ?? 0) > (before?.objects["workers"] ?? 0) + workers,
      "workers that have ended add up in the heap",
    ],
    [before?.openFiles !== after?.openFiles, "open files differ"],
    [soak.leftBehind.length > 0, "processes were left behind"],
    [(lossesOf(soak)["HUNG"] ?? 0) > 0, "requests hung"],
  ];
  return checks.filter(([isFailed]) => isFailed).map(([, words]) => words);
}

function heapGrowth({ holdings }: Soak): number {
  return (holdings.at(-1)?.heapUsedBytes ?? Number.NaN) / (holdings[0]?.heapUsedBytes ?? 0);
}

type Counts = Readonly<Record<string, number>>;

function sum(all: readonly Counts[]): Counts {
  const total: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function countsOf(counts: Counts): string {
  const words = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return words.length === 0 ? "none" : words.join(", ");
}

function killsOf({ halves }: Soak): string {
  return countsOf(sum(halves.map((half) => half.bySignal)));
}

function elapsedSeconds({ halves }: Soak): number {
  return Math.round(halves.reduce((ms, half) => ms + half.elapsedMs, 0) / 1000);
}

function misreportedOf({ halves }: Soak): number {
  return halves.reduce((count, half) => count + half.misreported.length, 0);
}

function processesOf({ halves }: Soak): number {
  return halves.reduce((count, half) => count + half.processes, 0);
}

function answeredOf({ loads }: Soak): number {
  return loads.reduce((count, load) => count + load.answered, 0);
}

function lossesOf({ loads }: Soak): Counts {
  return sum(loads.map((load) => load.losses));
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
