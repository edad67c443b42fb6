import { spreadOf } from "../statistics.ts";
import type { Measured } from "./scenario.ts";

const LOSS_CLASSES = ["refused", "reset", "hung", "cut", "wrong"] as const;
type LossClass = (typeof LOSS_CLASSES)[number];

/** Codes of Node and of the load client by what a person would call them; others stand for themselves. */
const CLASS_OF: Readonly<Record<string, LossClass>> = {
  ECONNREFUSED: "refused",
  HUNG: "hung",
  CUT: "cut",
  WRONG: "wrong",
};

export const HEAD = [
  "| what | load | workers | requests | answered | lost | refused | reset | hung | cut | wrong | given back | drain median, ms | drain most, ms |",
  `|${" --- |".repeat(14)}`,
];

export function rowOf(who: string, measured: Measured): string {
  const { operation, operations, kind, workers, result, drainsMs } = measured;
  const losses = lossesByClass(result.losses);
  const cells = [
    `${who}, ${operations} ${operation}s`,
    kind.name,
    workers,
    result.answered + result.returned + lostOf(measured),
    result.answered,
    lostOf(measured),
    ...LOSS_CLASSES.map((name) => losses[name]),
    givenBack(measured),
    ...drainCells(drainsMs),
  ];
  const shown = cells.map((cell) =>
    typeof cell === "number" ? Math.round(cell).toLocaleString("en") : cell,
  );
  return `| ${shown.join(" | ")} |`;
}

export function lostOf({ result }: Pick<Measured, "result">): number {
  return Object.values(result.losses).reduce((sum, count) => sum + count, 0);
}

/** Whatever ends a connection counts as reset, and a bad status as wrong. */
function lossesByClass(losses: Readonly<Record<string, number>>): Record<LossClass, number> {
  const byClass: Record<LossClass, number> = { refused: 0, reset: 0, hung: 0, cut: 0, wrong: 0 };
  for (const [why, count] of Object.entries(losses)) {
    byClass[CLASS_OF[why] ?? (why.startsWith("STATUS") ? "wrong" : "reset")] += count;
  }
  return byClass;
}

function givenBack({ result: { returned, resent } }: Measured): string | number {
  if (resent > 0) return `${resent.toLocaleString("en")}, answered at the next try`;
  return returned;
}

function drainCells(drainsMs: Measured["drainsMs"]): (string | number)[] {
  if (drainsMs === null || drainsMs.length === 0) return ["–", "–"];
  const { median, most } = spreadOf(drainsMs);
  return [median, most];
}
