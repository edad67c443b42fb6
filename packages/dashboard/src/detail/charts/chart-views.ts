/** What each of the panel's charts shows. Pure. */
import type { WorkerMetricName } from "@clusterdeck/shared";
import type { MetricName } from "../../format/metric-glossary.ts";
import { NOT_MEASURED } from "../../format/number.ts";
import {
  bytesQuantity,
  joinQuantity,
  latencyQuantity,
  percentQuantity,
  rateQuantity,
  shareQuantity,
  type Quantity,
} from "../../format/quantity.ts";
import { HEADROOM } from "../../series/chart-edges.ts";
import { peakOf } from "../../series/column.ts";
import { niceCeiling } from "../../series/sparkline.ts";
import type { WorkerSeries } from "../../series/worker-series.ts";

export type Side = "left" | "right";

export interface LineView {
  readonly metric: WorkerMetricName;
  readonly label: string;
  /** A token of `theme.css`. */
  readonly color: string;
  /** Lines of one chart differ by their dashes too. */
  readonly dashes: "" | "5 3" | "1.5 2.5";
  readonly side: Side;
}

export interface AxisView {
  /** The smallest value at the top, so that noise near 0 stays small. */
  readonly smallestTop: number;
  /** What a round number is one of: a megabyte, a hundredth. */
  readonly unit: number;
  readonly quantity: (value: number | null) => Quantity;
}

export interface ChartView {
  readonly label: string;
  readonly explained: MetricName;
  readonly lines: readonly LineView[];
  readonly left: AxisView;
  readonly right: AxisView | null;
}

const MB = 1024 * 1024;
const PERCENT: AxisView = { smallestTop: 100, unit: 1, quantity: percentQuantity };
const SHARE: AxisView = { smallestTop: 1, unit: 0.01, quantity: shareQuantity };
const MEMORY: AxisView = { smallestTop: 64 * MB, unit: MB, quantity: bytesQuantity };
const RATE: AxisView = { smallestTop: 10, unit: 1, quantity: rateQuantity };
const DELAY: AxisView = { smallestTop: 20, unit: 1, quantity: latencyQuantity };
const LATENCY: AxisView = { smallestTop: 5, unit: 1, quantity: latencyQuantity };
const PAUSE: AxisView = { smallestTop: 10, unit: 1, quantity: latencyQuantity };

export const CHART_VIEWS: readonly ChartView[] = [
  {
    label: "CPU",
    explained: "cpu",
    left: PERCENT,
    right: null,
    lines: [line("cpuPercent", "CPU", "var(--good)")],
  },
  {
    label: "Memory",
    explained: "memory",
    left: MEMORY,
    right: null,
    lines: [
      line("rssBytes", "RSS", "var(--warn)"),
      line("heapTotalBytes", "heap", "var(--text-faint)", "5 3"),
      line("heapUsedBytes", "heap used", "var(--info)", "1.5 2.5"),
    ],
  },
  {
    label: "Event loop",
    explained: "eventLoop",
    left: SHARE,
    right: DELAY,
    lines: [
      line("eventLoopUtilization", "busy", "var(--teal)"),
      line("eventLoopDelayP99Ms", "delay p99", "var(--stuck)", "5 3", "right"),
    ],
  },
  {
    label: "Requests",
    explained: "requests",
    left: RATE,
    right: LATENCY,
    lines: [
      line("requestsPerSecond", "rate", "var(--accent)"),
      line("errorsPerSecond", "5xx", "var(--bad)"),
      line("latencyP50Ms", "p50", "var(--text-faint)", "1.5 2.5", "right"),
      line("latencyP95Ms", "p95", "var(--teal)", "5 3", "right"),
      line("latencyP99Ms", "p99", "var(--warn)", "", "right"),
    ],
  },
  {
    label: "GC pause",
    explained: "gcPause",
    left: PAUSE,
    right: null,
    lines: [line("gcPauseMsPerSecond", "per second", "var(--stuck)")],
  },
];

/** The value at a chart's upper edge: one for all the lines of a side, or they could not be compared. */
export function topOf(view: ChartView, side: Side, { columns }: WorkerSeries): number {
  const { smallestTop, unit } = axisOf(view, side);
  let peak = 0;
  for (const { metric, side: own } of view.lines) {
    if (own === side) peak = Math.max(peak, peakOf(columns[metric]) ?? 0);
  }
  // What stays below the smallest top needs no air: 100 % is the end of its scale.
  if (peak <= smallestTop) return smallestTop;
  return niceCeiling((peak * HEADROOM) / unit, smallestTop / unit) * unit;
}

export function axisOf(view: ChartView, side: Side): AxisView {
  return side === "right" && view.right !== null ? view.right : view.left;
}

/** A line's value at one second, in words. */
export function valueWords(
  view: ChartView,
  { metric, side }: LineView,
  { columns }: WorkerSeries,
  index: number,
): string {
  const value = columns[metric][index] ?? Number.NaN;
  return Number.isNaN(value) ? NOT_MEASURED : joinQuantity(axisOf(view, side).quantity(value));
}

/** All of a chart at one second, in a sentence for those who cannot see it. */
export function chartWords(view: ChartView, series: WorkerSeries, index: number): string {
  const told = view.lines.map((each) => {
    const words = valueWords(view, each, series, index);
    return `${each.label} ${words === NOT_MEASURED ? "not measured" : words}`;
  });
  return told.join(", ");
}

function line(
  metric: WorkerMetricName,
  label: string,
  color: string,
  dashes: LineView["dashes"] = "",
  side: Side = "left",
): LineView {
  return { metric, label, color, dashes, side };
}
