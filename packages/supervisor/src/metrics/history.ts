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
/** Of events, as JSON: about 200 of them. The whole history of 16 workers must fit in a snapshot of 250 kB. */
const EVENTS_ROOM_BYTES = 40_000;
/** An event as JSON without its message. */
const EVENT_BYTES = 160;
/** A slot that crashes again and again is latched after five times; this is more than ten lives. */
const TRANSITIONS_KEPT_EACH_SLOT = 30;
const TRANSITIONS_KEPT = 5_000;
/** A chart shows no more, and each digit is sent up to 4,800 times. */
const SIGNIFICANT_DIGITS = 3;

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
  let eventBytes = 0;

  const addSlotSecond = (columns: SlotColumns, metrics: WorkerMetrics | null) => {
    for (const name of Object.keys(columns) as (keyof SlotColumns)[]) {
      const value = metrics?.[name] ?? null;
      append(columns[name], name === "rssBytes" ? value : significant(value));
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
      for (const slot of new Set(added.map((one) => one.slot))) dropOldestOf(transitions, slot);
      if (transitions.length > TRANSITIONS_KEPT) {
        transitions.splice(0, transitions.length - TRANSITIONS_KEPT);
      }
    },
    addEvents: (added) => {
      for (const event of added) {
        events.push(event);
        eventBytes += bytesOf(event);
      }
      while (events.length > EVENTS_KEPT || eventBytes > EVENTS_ROOM_BYTES) {
        const oldest = events.shift();
        if (oldest === undefined) return;
        eventBytes -= bytesOf(oldest);
      }
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

function bytesOf(event: FleetEvent): number {
  return EVENT_BYTES + Buffer.byteLength(event.message);
}

function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(SIGNIFICANT_DIGITS));
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

/** So that one slot in trouble does not take the room of the others. */
function dropOldestOf(transitions: Transition[], slot: number): void {
  let tooMany = transitions.filter((one) => one.slot === slot).length - TRANSITIONS_KEPT_EACH_SLOT;
  if (tooMany <= 0) return;
  const kept = transitions.filter((one) => one.slot !== slot || (tooMany -= 1) < 0);
  transitions.splice(0, transitions.length, ...kept);
}
