/** What each of the five totals shows. Pure. */
import type { FleetTotals } from "@clusterdeck/shared";
import type { MetricName } from "../format/metric-glossary.ts";
import {
  bytesQuantity,
  coresQuantity,
  joinQuantity,
  latencyQuantity,
  rateQuantity,
  type Quantity,
} from "../format/quantity.ts";
import { HEADROOM } from "../series/chart-edges.ts";
import { peakOf, type Column } from "../series/column.ts";
import { niceCeiling } from "../series/sparkline.ts";
import type { TotalName } from "../store/figures.ts";

export interface TotalView {
  readonly name: TotalName;
  readonly metric: MetricName;
  /** A token of `theme.css`. */
  readonly color: string;
  /** The smallest value at a chart's top, so that noise near 0 stays small. */
  readonly smallestTop: number;
  quantity(value: number | null, cores: number): Quantity;
  /** What is said beside the figure. */
  aside(totals: FleetTotals | null, peak: string | null): string | null;
}

const peakAside = (_totals: FleetTotals | null, peak: string | null) =>
  peak === null ? null : `peak ${peak}`;

export const TOTAL_VIEWS: readonly TotalView[] = [
  {
    name: "requestsPerSecond",
    metric: "requests",
    color: "var(--accent)",
    smallestTop: 10,
    quantity: rateQuantity,
    aside: peakAside,
  },
  {
    name: "latencyP99Ms",
    metric: "latencyP99",
    color: "var(--info)",
    smallestTop: 1,
    quantity: latencyQuantity,
    aside: peakAside,
  },
  {
    name: "cpuPercent",
    metric: "cpu",
    color: "var(--good)",
    smallestTop: 20,
    quantity: coresQuantity,
    aside: peakAside,
  },
  {
    name: "rssBytes",
    metric: "memory",
    color: "var(--warn)",
    smallestTop: 64 * 1024 * 1024,
    quantity: bytesQuantity,
    aside: peakAside,
  },
  {
    name: "failuresPerSecond",
    metric: "failures",
    color: "var(--bad)",
    smallestTop: 1,
    quantity: rateQuantity,
    aside: (totals) => failureShare(totals),
  },
];

/** The figure in words, for the chart's accessible name and its peak. */
export function inWords(view: TotalView, value: number | null, cores: number): string {
  return joinQuantity(view.quantity(value, cores));
}

/** The value at a chart's upper edge. */
export function chartTop(view: TotalView, column: Column): number {
  return niceCeiling((peakOf(column) ?? 0) * HEADROOM, view.smallestTop);
}

/** Lost requests never got to be responses, so the whole is at least what failed. */
function failureShare(totals: FleetTotals | null): string | null {
  if (totals === null || totals.requestsPerSecond <= 0) return null;
  const whole = Math.max(totals.requestsPerSecond, totals.failuresPerSecond);
  const percent = (totals.failuresPerSecond / whole) * 100;
  if (percent === 0) return "0 % of requests";
  return percent < 0.01
    ? "< 0.01 % of requests"
    : `${percent.toFixed(percent < 1 ? 2 : 1)} % of requests`;
}
