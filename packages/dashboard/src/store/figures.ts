/** The figures of the fleet and of each slot: the latest second, and the minutes before it. */
import type {
  FleetTotals,
  MetricsMessage,
  SnapshotMessage,
  WorkerMetrics,
} from "@clusterdeck/shared";
import { advance, columnFromWire, emptyColumn, type Column } from "../series/column.ts";
import { niceCeiling } from "../series/sparkline.ts";

const TOTALS_SECONDS = 120;
const SPARKLINE_SECONDS = 60;
const SMALLEST_MEMORY_SCALE_BYTES = 100 * 1024 * 1024;

export const TOTAL_NAMES = [
  "requestsPerSecond",
  "latencyP99Ms",
  "cpuPercent",
  "rssBytes",
  "failuresPerSecond",
] as const satisfies readonly (keyof FleetTotals)[];
export type TotalName = (typeof TOTAL_NAMES)[number];

export interface SlotFigures {
  /** Whose figures `latest` are: a successor must not be shown with them. */
  readonly generation: number;
  /** Null until the first sample. */
  readonly latest: WorkerMetrics | null;
  readonly requestsPerSecond: Column;
}

export interface Figures {
  /** Of the newest sample, by the supervisor's clock. */
  readonly at: number;
  /** Null until the first sample. */
  readonly totals: FleetTotals | null;
  readonly totalColumns: Readonly<Record<TotalName, Column>>;
  readonly slots: ReadonlyMap<number, SlotFigures>;
  /** The memory that fills a tile's bar: one scale for all tiles, or they could not be compared. */
  readonly memoryScaleBytes: number;
}

export function figuresFromSnapshot(message: SnapshotMessage): Figures {
  const { history } = message;
  const columnsBySlot = new Map(history.slots.map((slot) => [slot.slot, slot.requestsPerSecond]));
  const slots = new Map<number, SlotFigures>();
  for (const { slot, generation, metrics } of message.workers) {
    const column = columnFromWire(columnsBySlot.get(slot) ?? [], SPARKLINE_SECONDS);
    slots.set(slot, { generation, latest: metrics, requestsPerSecond: column });
  }
  return {
    at: history.endsAt,
    totals: latestTotals(history.totals),
    totalColumns: eachTotal((name) => columnFromWire(history.totals[name], TOTALS_SECONDS)),
    slots,
    memoryScaleBytes: memoryScale(slots),
  };
}

export function advanceFigures(
  figures: Figures,
  message: Pick<MetricsMessage, "at" | "totals" | "workers">,
): Figures {
  // The server may spare a slow page some samples: their seconds stay empty.
  const steps = Math.max(1, Math.round((message.at - figures.at) / 1000));
  const slots = new Map<number, SlotFigures>();
  for (const { slot, generation, metrics } of message.workers) {
    const column = figures.slots.get(slot)?.requestsPerSecond ?? emptyColumn(SPARKLINE_SECONDS);
    slots.set(slot, {
      generation,
      latest: metrics,
      requestsPerSecond: advance(column, steps, metrics.requestsPerSecond),
    });
  }
  // A slot without a process brings no sample, and its line goes on as a gap.
  for (const [slot, known] of figures.slots) {
    if (slots.has(slot)) continue;
    slots.set(slot, {
      ...known,
      latest: null,
      requestsPerSecond: advance(known.requestsPerSecond, steps, null),
    });
  }
  return {
    at: message.at,
    totals: message.totals,
    totalColumns: eachTotal((name) =>
      advance(figures.totalColumns[name], steps, message.totals[name]),
    ),
    slots,
    memoryScaleBytes: memoryScale(slots),
  };
}

/** Slots that are gone are drawn no more. */
export function withoutSlots(figures: Figures, removed: readonly number[]): Figures {
  const slots = new Map(figures.slots);
  for (const slot of removed) slots.delete(slot);
  return { ...figures, slots };
}

function latestTotals(history: SnapshotMessage["history"]["totals"]): FleetTotals | null {
  const requestsPerSecond = history.requestsPerSecond.at(-1) ?? null;
  if (requestsPerSecond === null) return null;
  return {
    requestsPerSecond,
    latencyP99Ms: history.latencyP99Ms.at(-1) ?? null,
    cpuPercent: history.cpuPercent.at(-1) ?? 0,
    rssBytes: history.rssBytes.at(-1) ?? 0,
    failuresPerSecond: history.failuresPerSecond.at(-1) ?? 0,
  };
}

function memoryScale(slots: ReadonlyMap<number, SlotFigures>): number {
  let peak = 0;
  for (const { latest } of slots.values()) peak = Math.max(peak, latest?.rssBytes ?? 0);
  return niceCeiling(peak, SMALLEST_MEMORY_SCALE_BYTES);
}

function eachTotal(columnOf: (name: TotalName) => Column): Record<TotalName, Column> {
  return Object.fromEntries(TOTAL_NAMES.map((name) => [name, columnOf(name)])) as Record<
    TotalName,
    Column
  >;
}
