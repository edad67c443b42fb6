/** Every figure of one slot over the last five minutes, and how it goes on. Pure. */
import {
  HISTORY_SECONDS,
  WORKER_METRIC_NAMES,
  type WorkerDetail,
  type WorkerMetricName,
  type WorkerMetrics,
} from "@clusterdeck/shared";
import { advance, columnFromWire, type Column } from "./column.ts";

export interface WorkerSeries {
  /** Of the newest second, by the supervisor's clock. */
  readonly endsAt: number;
  readonly columns: Readonly<Record<WorkerMetricName, Column>>;
  /** Whether seconds are missing that the supervisor may still have. */
  readonly hasHole: boolean;
}

export function seriesFromDetail({ endsAt, columns }: WorkerDetail): WorkerSeries {
  const read = (name: WorkerMetricName) => columnFromWire(columns[name], HISTORY_SECONDS);
  return { endsAt, columns: eachMetric(read), hasHole: false };
}

/**
 * @param at of the second that has passed
 * @param metrics null where the slot had no process to measure
 */
export function continued(
  series: WorkerSeries,
  at: number,
  metrics: WorkerMetrics | null,
): WorkerSeries {
  if (at <= series.endsAt) return series;
  const steps = Math.max(1, Math.round((at - series.endsAt) / 1000));
  const move = (name: WorkerMetricName) =>
    advance(series.columns[name], steps, metrics?.[name] ?? null);
  return { endsAt: at, columns: eachMetric(move), hasHole: series.hasHole || steps > 1 };
}

function eachMetric(
  columnOf: (name: WorkerMetricName) => Column,
): Record<WorkerMetricName, Column> {
  return Object.fromEntries(WORKER_METRIC_NAMES.map((name) => [name, columnOf(name)])) as Record<
    WorkerMetricName,
    Column
  >;
}
