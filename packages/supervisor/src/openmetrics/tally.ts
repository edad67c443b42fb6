import { EXIT_CAUSES, type ExitCause } from "@clusterdeck/shared";
import {
  BUCKET_COUNT,
  bucketValueMs,
  type SparseCounts,
} from "@clusterdeck/shared/latency-buckets";
import type { RequestCounts } from "../agent/messages.ts";
import type { Slot } from "../lifecycle/fleet-state.ts";
import { createRestartCount } from "./restart-count.ts";

/** Upper bounds of the latency histogram, in seconds; beyond the last one all is `+Inf`. */
export const LATENCY_BOUNDS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

export interface SlotCounts {
  requests: number;
  errors: number;
  /** Processes that were followed by another one. */
  restarts: number;
}

/** What has happened since the supervisor began: of each number the next one is never less. */
export interface Counts {
  /** By slot, over all processes that it has had. */
  readonly slots: ReadonlyMap<number, Readonly<SlotCounts>>;
  /** Requests with their latency: how many within each bound, and over all of them; not cumulative. */
  readonly latencies: { readonly counts: readonly number[]; readonly sumSeconds: number };
  readonly exits: ReadonlyMap<ExitCause, number>;
  readonly reloads: ReadonlyMap<ReloadEnd, number>;
  readonly lostRequests: number;
}

export const RELOAD_ENDS = ["finished", "failed"] as const;
export type ReloadEnd = (typeof RELOAD_ENDS)[number];

export interface Tally {
  readonly counted: (slot: number, counts: RequestCounts, before: RequestCounts | null) => void;
  /** To be told of every change of the fleet. */
  readonly changed: (slots: readonly Pick<Slot, "slot" | "restarts">[]) => void;
  readonly ended: (cause: ExitCause) => void;
  readonly reloaded: (end: ReloadEnd) => void;
  readonly lost: (requests: number) => void;
  readonly read: () => Counts;
}

export function createTally(): Tally {
  const slots = new Map<number, SlotCounts>();
  const countRestarts = createRestartCount();
  const counts = Array.from({ length: LATENCY_BOUNDS_SECONDS.length + 1 }, () => 0);
  const exits = new Map<ExitCause, number>(EXIT_CAUSES.map((cause) => [cause, 0]));
  const reloads = new Map<ReloadEnd, number>(RELOAD_ENDS.map((end) => [end, 0]));
  let sumSeconds = 0;
  let lostRequests = 0;
  const addLatencies = (sparse: SparseCounts) => {
    for (let at = 0; at + 1 < sparse.length; at += 2) {
      const index = sparse[at] ?? 0;
      const requests = sparse[at + 1] ?? 0;
      // The app could write to its agent's pipe.
      if (!(index >= 0 && index < BUCKET_COUNT && requests > 0)) continue;
      const seconds = bucketValueMs(index) / 1000;
      const within = LATENCY_BOUNDS_SECONDS.findIndex((bound) => seconds <= bound);
      const bucket = within === -1 ? LATENCY_BOUNDS_SECONDS.length : within;
      counts[bucket] = (counts[bucket] ?? 0) + requests;
      sumSeconds += seconds * requests;
    }
  };
  const countsOf = (slot: number): SlotCounts => {
    const known = slots.get(slot) ?? { requests: 0, errors: 0, restarts: 0 };
    slots.set(slot, known);
    return known;
  };
  return {
    counted: (slot, counted, before) => {
      const own = countsOf(slot);
      // An agent's pipe can be written to by the app: a count that falls adds nothing.
      own.requests += Math.max(0, counted.requestsTotal - (before?.requestsTotal ?? 0));
      own.errors += Math.max(0, counted.errorsTotal - (before?.errorsTotal ?? 0));
      addLatencies(counted.latencies);
    },
    changed: (present) => {
      for (const [slot, more] of countRestarts(present)) countsOf(slot).restarts += more;
    },
    ended: (cause) => exits.set(cause, (exits.get(cause) ?? 0) + 1),
    reloaded: (end) => reloads.set(end, (reloads.get(end) ?? 0) + 1),
    lost: (requests) => {
      lostRequests += requests;
    },
    read: () => ({ slots, latencies: { counts, sumSeconds }, exits, reloads, lostRequests }),
  };
}
