import {
  HISTORY_SECONDS,
  WORKER_METRIC_NAMES,
  type SlotHistory,
  type WorkerDetail,
  type WorkerMetricName,
  type WorkerMetrics,
  type WorkerSample,
} from "@clusterdeck/shared";
import { appendSecond, type Column } from "./column.ts";

export type WorkerColumns = WorkerDetail["columns"];

/** A chart shows no more, and each digit is sent up to 4,800 times. */
const SIGNIFICANT_DIGITS = 3;
/** Memory is compared to the byte, and its columns are the same width whatever is cut off. */
const IN_BYTES: ReadonlySet<WorkerMetricName> = new Set(
  WORKER_METRIC_NAMES.filter((name) => name.endsWith("Bytes")),
);

/** Every figure of every slot over the last five minutes, as columns of one length. */
export interface SlotColumns {
  readonly addSecond: (samples: readonly WorkerSample[]) => void;
  /** What a newcomer is shown of all slots. */
  readonly inShort: () => SlotHistory[];
  /** Null when nothing was measured of this slot in the last five minutes. */
  readonly of: (slot: number) => WorkerColumns | null;
  readonly slots: () => Iterable<number>;
}

export function createSlotColumns(): SlotColumns {
  let seconds = 0;
  const bySlot = new Map<number, WorkerColumns>();

  return {
    addSecond: (samples) => {
      seconds = Math.min(seconds + 1, HISTORY_SECONDS);
      const now = new Map(samples.map((sample) => [sample.slot, sample.metrics]));
      for (const slot of now.keys()) {
        if (!bySlot.has(slot)) bySlot.set(slot, emptyColumns(seconds - 1));
      }
      for (const [slot, columns] of bySlot) {
        addMetrics(columns, now.get(slot) ?? null);
        if (columns.rssBytes.every((value) => value === null)) bySlot.delete(slot);
      }
    },
    inShort: () =>
      Array.from(bySlot, ([slot, columns]) => {
        const { requestsPerSecond, cpuPercent, rssBytes } = columns;
        const { eventLoopUtilization, latencyP99Ms } = columns;
        const figures = { requestsPerSecond, cpuPercent, rssBytes };
        return { slot, ...figures, eventLoopUtilization, latencyP99Ms };
      }),
    of: (slot) => bySlot.get(slot) ?? null,
    slots: () => bySlot.keys(),
  };
}

/** @param length of nulls: a slot that came later is aligned with the others */
export function emptyColumns(length: number): WorkerColumns {
  const column = (): Column => Array.from({ length }, () => null);
  return Object.fromEntries(WORKER_METRIC_NAMES.map((name) => [name, column()])) as WorkerColumns;
}

function addMetrics(columns: WorkerColumns, metrics: WorkerMetrics | null): void {
  for (const name of WORKER_METRIC_NAMES) {
    const value = metrics?.[name] ?? null;
    appendSecond(columns[name], IN_BYTES.has(name) ? value : significant(value));
  }
}

function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
