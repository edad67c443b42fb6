import { Type, type Static } from "typebox";
import { Nullable } from "./schema.ts";

/**
 * One second of one worker. Null where it could not be measured: a blocked worker cannot look
 * inside itself, so then only the figures taken from outside (CPU and memory) are numbers.
 */
export const WorkerMetrics = Type.Object({
  /** 100 is one core. From outside. */
  cpuPercent: Nullable(Type.Number()),
  /** From outside. */
  rssBytes: Nullable(Type.Number()),
  heapUsedBytes: Nullable(Type.Number()),
  heapTotalBytes: Nullable(Type.Number()),
  externalBytes: Nullable(Type.Number()),
  /** 0 to 1: the share of the second in which the event loop was busy. */
  eventLoopUtilization: Nullable(Type.Number()),
  eventLoopDelayP99Ms: Nullable(Type.Number()),
  gcPauseMsPerSecond: Nullable(Type.Number()),
  requestsPerSecond: Nullable(Type.Number()),
  /** Responses with a 5xx status. */
  errorsPerSecond: Nullable(Type.Number()),
  /** Requests that have begun and not ended. */
  inFlight: Nullable(Type.Number()),
  /** Open sockets of every server in the worker. */
  connections: Nullable(Type.Number()),
  latencyP50Ms: Nullable(Type.Number()),
  latencyP95Ms: Nullable(Type.Number()),
  latencyP99Ms: Nullable(Type.Number()),
  /** Worker threads the app has started. */
  threads: Nullable(Type.Number()),
});
export type WorkerMetrics = Static<typeof WorkerMetrics>;
export type WorkerMetricName = keyof WorkerMetrics;
export const WORKER_METRIC_NAMES = Object.keys(WorkerMetrics.properties) as WorkerMetricName[];

/** One second of the whole fleet. Latency is of all requests together, not a mean of percentiles. */
export const FleetTotals = Type.Object({
  requestsPerSecond: Type.Number(),
  latencyP99Ms: Nullable(Type.Number()),
  /** 100 is one core. */
  cpuPercent: Type.Number(),
  rssBytes: Type.Number(),
  /** 5xx responses, and requests that were in flight in a worker that died. */
  failuresPerSecond: Type.Number(),
});
export type FleetTotals = Static<typeof FleetTotals>;

export const WorkerSample = Type.Object({
  slot: Type.Integer(),
  generation: Type.Integer(),
  metrics: WorkerMetrics,
});
export type WorkerSample = Static<typeof WorkerSample>;
