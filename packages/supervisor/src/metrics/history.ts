import {
  HISTORY_SECONDS,
  type FleetEvent,
  type FleetTotals,
  type History,
  type Transition,
  type WorkerMetrics,
  type WorkerSample,
} from "@clusterdeck/shared";

type Column = (number | null)[];
type SlotColumns = Omit<History["slots"][number], "slot">;

const HISTORY_MS = HISTORY_SECONDS * 1000;
const EVENTS_KEPT = 500;
const TRANSITIONS_KEPT = 5_000;

/** The last five minutes, for whoever opens the page. Bounded, whatever happens. */
export interface HistoryStore {
  readonly addSecond: (at: number, totals: FleetTotals, samples: readonly WorkerSample[]) => void;
  readonly addTransitions: (transitions: readonly Transition[]) => void;
  readonly addEvents: (events: readonly FleetEvent[]) => void;
  readonly read: () => History;
}

const emptyColumns = (): SlotColumns => ({
  requestsPerSecond: [],
  cpuPercent: [],
  rssBytes: [],
  eventLoopUtilization: [],
  latencyP99Ms: [],
});

export function createHistory(): HistoryStore {
  let endsAt = 0;
  let seconds = 0;
  const totals: History["totals"] = {
    requestsPerSecond: [],
    latencyP99Ms: [],
    cpuPercent: [],
    rssBytes: [],
    failuresPerSecond: [],
  };
  const slots = new Map<number, SlotColumns>();
  const transitions: Transition[] = [];
  const events: FleetEvent[] = [];

  const addSlotSecond = (columns: SlotColumns, metrics: WorkerMetrics | null) => {
    for (const name of Object.keys(columns) as (keyof SlotColumns)[]) {
      append(columns[name], metrics?.[name] ?? null);
    }
  };

  return {
    addSecond: (at, second, samples) => {
      endsAt = at;
      seconds = Math.min(seconds + 1, HISTORY_SECONDS);
      for (const name of Object.keys(totals) as (keyof FleetTotals)[]) {
        append(totals[name], second[name]);
      }
      const bySlot = new Map(samples.map((sample) => [sample.slot, sample.metrics]));
      for (const slot of bySlot.keys()) {
        if (!slots.has(slot)) slots.set(slot, padded(emptyColumns(), seconds - 1));
      }
      for (const [slot, columns] of slots) {
        addSlotSecond(columns, bySlot.get(slot) ?? null);
        if (columns.rssBytes.every((value) => value === null)) slots.delete(slot);
      }
    },
    addTransitions: (added) => {
      transitions.push(...added);
      dropBefore(transitions, added[0]?.at ?? 0);
      if (transitions.length > TRANSITIONS_KEPT) {
        transitions.splice(0, transitions.length - TRANSITIONS_KEPT);
      }
    },
    addEvents: (added) => {
      events.push(...added);
      if (events.length > EVENTS_KEPT) events.splice(0, events.length - EVENTS_KEPT);
    },
    read: () => ({
      endsAt,
      totals,
      slots: Array.from(slots, ([slot, columns]) => ({ slot, ...columns })),
      transitions,
      events,
    }),
  };
}

function append(column: Column, value: number | null): void {
  column.push(value);
  if (column.length > HISTORY_SECONDS) column.shift();
}

function padded(columns: SlotColumns, length: number): SlotColumns {
  for (const column of Object.values(columns)) {
    column.push(...Array.from({ length }, () => null));
  }
  return columns;
}

/** Keeps each slot's last transition before the window: it says in which state the window opens. */
function dropBefore(transitions: Transition[], nowAt: number): void {
  const from = nowAt - HISTORY_MS;
  if ((transitions[0]?.at ?? nowAt) >= from) return;
  const opening = new Map<number, Transition>();
  for (const one of transitions) if (one.at < from) opening.set(one.slot, one);
  const kept = transitions.filter((one) => one.at >= from || opening.get(one.slot) === one);
  const openStill = kept.filter((one) => one.at >= from || one.state !== null);
  transitions.splice(0, transitions.length, ...openStill);
}
