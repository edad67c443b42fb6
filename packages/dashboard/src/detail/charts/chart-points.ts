/** The lines of a chart as the points that recharts takes. Pure. */
import type { WorkerMetricName } from "@clusterdeck/shared";
import type { WorkerSeries } from "../../series/worker-series.ts";
import type { ChartView } from "./chart-views.ts";

/** Null where nothing was measured: the line is broken there. */
export type ChartPoint = Readonly<Partial<Record<WorkerMetricName, number | null>>>;

export function chartPoints({ lines }: ChartView, { columns }: WorkerSeries): ChartPoint[] {
  const [first] = lines;
  if (first === undefined) return [];
  return Array.from(columns[first.metric], (_, index) =>
    Object.fromEntries(lines.map(({ metric }) => [metric, measured(columns[metric][index])])),
  );
}

function measured(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
