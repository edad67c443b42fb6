/** What a worker would measure in a second: for the same slot, state and second always the same. Pure. */
import type { FleetTotals, WorkerMetrics, WorkerSample, WorkerState } from "@clusterdeck/shared";
import { seeded } from "../seeded.ts";

const MB = 1_000_000;
/** Of a worker that serves its share. */
const REQUESTS_PER_SECOND = 1_700;
const CPU_PERCENT = 60;
const P99_MS = 4.2;
const RSS_BYTES = 73 * MB;
/** A draining one has what is left of its share. */
const DRAINING_SHARE = 0.12;
/** In so many seconds of a worker, one request fails. */
const FAILING_SHARE = 0.025;

const NOTHING_INSIDE = {
  heapUsedBytes: null,
  heapTotalBytes: null,
  externalBytes: null,
  eventLoopUtilization: null,
  eventLoopDelayP99Ms: null,
  gcPauseMsPerSecond: null,
  requestsPerSecond: null,
  errorsPerSecond: null,
  inFlight: null,
  connections: null,
  latencyP50Ms: null,
  latencyP95Ms: null,
  latencyP99Ms: null,
  threads: null,
} as const satisfies Partial<WorkerMetrics>;

/** @returns null for a slot without a process */
export function metricsAt(
  state: WorkerState | null,
  slot: number,
  second: number,
): WorkerMetrics | null {
  switch (state) {
    case "serving":
      return loaded(slot, second, 1);
    case "draining":
      return loaded(slot, second, DRAINING_SHARE);
    case "running":
    case "standby":
      return idle(slot, second);
    case "starting":
      return { ...NOTHING_INSIDE, cpuPercent: 88, rssBytes: 48.3 * MB };
    case "unresponsive":
      return { ...NOTHING_INSIDE, cpuPercent: 100, rssBytes: 75.9 * MB };
    case "backoff":
    case "failed":
    case null:
      return null;
  }
}

function loaded(slot: number, second: number, share: number): WorkerMetrics {
  const busy = share * swell(slot, second, 1);
  const p99 = P99_MS * (0.7 + 0.3 * busy) * swell(slot, second, 2);
  const rss = RSS_BYTES + 3 * MB * sawtooth(slot, second);
  return {
    cpuPercent: rounded(CPU_PERCENT * busy, 1),
    rssBytes: Math.round(rss),
    heapUsedBytes: Math.round(rss * 0.31),
    heapTotalBytes: Math.round(rss * 0.42),
    externalBytes: 2 * MB,
    eventLoopUtilization: rounded(0.57 * busy, 3),
    eventLoopDelayP99Ms: rounded(1.9 * swell(slot, second, 3), 2),
    gcPauseMsPerSecond: rounded(6.5 * busy * swell(slot, second, 4), 2),
    requestsPerSecond: Math.round(REQUESTS_PER_SECOND * busy),
    errorsPerSecond: chance(slot, second, 5) < FAILING_SHARE ? 1 : 0,
    inFlight: Math.round(14 * busy),
    connections: Math.round(22 * share),
    latencyP50Ms: rounded(p99 * 0.24, 2),
    latencyP95Ms: rounded(p99 * 0.66, 2),
    latencyP99Ms: rounded(p99, 2),
    threads: 0,
  };
}

function idle(slot: number, second: number): WorkerMetrics {
  return {
    ...loaded(slot, second, 0.01),
    errorsPerSecond: 0,
    requestsPerSecond: 0,
    inFlight: 0,
    connections: 0,
    latencyP50Ms: null,
    latencyP95Ms: null,
    latencyP99Ms: null,
  };
}

export function totalsOf(samples: readonly WorkerSample[]): FleetTotals {
  const sum = (name: keyof WorkerMetrics) =>
    samples.reduce((total, { metrics }) => total + (metrics[name] ?? 0), 0);
  const p99s = samples.flatMap(({ metrics }) => metrics.latencyP99Ms ?? []);
  return {
    requestsPerSecond: sum("requestsPerSecond"),
    latencyP99Ms: p99s.length === 0 ? null : rounded(sum("latencyP99Ms") / p99s.length, 2),
    cpuPercent: rounded(sum("cpuPercent"), 1),
    rssBytes: sum("rssBytes"),
    failuresPerSecond: sum("errorsPerSecond"),
  };
}

/** Around 1: ebbs and flows over a minute or two, each slot and figure out of step with the others. */
function swell(slot: number, second: number, figure: number): number {
  const noise = chance(slot, second, figure) - 0.5;
  return (
    1 +
    0.11 * Math.sin(second / 23 + 1.7 * slot + figure) +
    0.05 * Math.sin(second / 6.1 + 3.1 * slot + 2 * figure) +
    0.06 * noise
  );
}

/** 0 to 1. */
function chance(slot: number, second: number, figure: number): number {
  return seeded(slot * 7_919 + second * 131 + figure)();
}

/** 0 to 1: what a heap does between two collections. */
function sawtooth(slot: number, second: number): number {
  const periodSeconds = 37 + (slot % 11);
  return (second % periodSeconds) / periodSeconds;
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
