/** The last five minutes, as the world's transitions tell them. Pure. */
import {
  bySlot,
  HISTORY_SECONDS,
  WORKER_METRIC_NAMES,
  type History,
  type Transition,
  type WorkerMetricName,
  type WorkerMetrics,
  type WorkerSample,
} from "@clusterdeck/shared";
import { metricsAt, totalsOf } from "./figures.ts";
import type { World } from "./world.ts";

type Moments = Pick<World, "at" | "startedAt" | "transitions">;

export function historyOf(world: World): History {
  const { at, transitions, events } = world;
  const measured = new Map(
    [...bySlot(transitions)].map(([slot, own]) => [slot, secondsOf(world, slot, own)]),
  );
  const totals = Array.from({ length: secondsKnown(world) }, (_, index) =>
    totalsOf(
      [...measured].flatMap(([slot, seconds]): WorkerSample[] => {
        const metrics = seconds[index] ?? null;
        return metrics === null ? [] : [{ slot, generation: 1, metrics }];
      }),
    ),
  );
  return {
    endsAt: at,
    totals: {
      requestsPerSecond: totals.map((second) => second.requestsPerSecond),
      latencyP99Ms: totals.map((second) => second.latencyP99Ms),
      cpuPercent: totals.map((second) => second.cpuPercent),
      rssBytes: totals.map((second) => second.rssBytes),
      failuresPerSecond: totals.map((second) => second.failuresPerSecond),
    },
    slots: [...measured].map(([slot, seconds]) => ({
      slot,
      requestsPerSecond: column(seconds, "requestsPerSecond"),
      cpuPercent: column(seconds, "cpuPercent"),
      rssBytes: column(seconds, "rssBytes"),
      eventLoopUtilization: column(seconds, "eventLoopUtilization"),
      latencyP99Ms: column(seconds, "latencyP99Ms"),
    })),
    transitions: [...transitions],
    events: [...events],
  };
}

export function columnsOf(
  world: Moments,
  slot: number,
): Record<WorkerMetricName, (number | null)[]> {
  const own = bySlot(world.transitions).get(slot);
  const seconds = own === undefined ? [] : secondsOf(world, slot, own);
  return Object.fromEntries(
    WORKER_METRIC_NAMES.map((name) => [name, column(seconds, name)]),
  ) as Record<WorkerMetricName, (number | null)[]>;
}

/** As long as the supervisor has run, five minutes at most; the last one is that of `at`. */
function secondsKnown({ at, startedAt }: Moments): number {
  return Math.min(HISTORY_SECONDS, Math.floor((at - startedAt) / 1000));
}

/** @param own the slot's transitions, oldest first */
function secondsOf(
  world: Moments,
  slot: number,
  own: readonly Transition[],
): (WorkerMetrics | null)[] {
  const length = secondsKnown(world);
  let next = 0;
  let state: Transition["state"] = null;
  return Array.from({ length }, (_, index) => {
    const at = world.at - (length - 1 - index) * 1000;
    for (let due = own[next]; due !== undefined && due.at <= at; due = own[next]) {
      ({ state } = due);
      next += 1;
    }
    return metricsAt(state, slot, Math.floor(at / 1000));
  });
}

function column(
  seconds: readonly (WorkerMetrics | null)[],
  name: WorkerMetricName,
): (number | null)[] {
  return seconds.map((metrics) => metrics?.[name] ?? null);
}
