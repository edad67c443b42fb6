import {
  HISTORY_SECONDS,
  type FleetEvent,
  type FleetTotals,
  type History,
  type Transition,
  type WorkerSample,
} from "@clusterdeck/shared";
import { appendSecond } from "./column.ts";
import { createSlotColumns, type WorkerColumns } from "./slot-columns.ts";

const HISTORY_MS = HISTORY_SECONDS * 1000;
const EVENTS_KEPT = 500;
/** Of events, as JSON: about 200 of them. The whole history of 16 workers must fit in a snapshot of 250 kB. */
const EVENTS_ROOM_BYTES = 40_000;
/** An event as JSON without its message. */
const EVENT_BYTES = 160;
/** A slot that crashes again and again is latched after five times; this is more than ten lives. */
const TRANSITIONS_KEPT_EACH_SLOT = 30;
const TRANSITIONS_KEPT = 5_000;

/** The last five minutes, for whoever opens the page. Bounded, whatever happens. */
export interface HistoryStore {
  readonly addSecond: (at: number, totals: FleetTotals, samples: readonly WorkerSample[]) => void;
  readonly addTransitions: (transitions: readonly Transition[]) => void;
  readonly addEvents: (events: readonly FleetEvent[]) => void;
  readonly read: () => History;
  /** Every figure of one slot; null when nothing was measured of it. */
  readonly columnsOf: (slot: number) => WorkerColumns | null;
  readonly measuredSlots: () => Iterable<number>;
}

export function createHistory(): HistoryStore {
  let endsAt = 0;
  const totals: History["totals"] = {
    requestsPerSecond: [],
    latencyP99Ms: [],
    cpuPercent: [],
    rssBytes: [],
    failuresPerSecond: [],
  };
  const slots = createSlotColumns();
  const transitions: Transition[] = [];
  const events: FleetEvent[] = [];
  let eventBytes = 0;

  return {
    addSecond: (at, second, samples) => {
      endsAt = at;
      for (const name of Object.keys(totals) as (keyof FleetTotals)[]) {
        appendSecond(totals[name], second[name]);
      }
      slots.addSecond(samples);
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
      slots: slots.inShort(),
      transitions,
      events,
    }),
    columnsOf: slots.of,
    measuredSlots: slots.slots,
  };
}

function bytesOf(event: FleetEvent): number {
  return EVENT_BYTES + Buffer.byteLength(event.message);
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
