import type { WorkerMetrics } from "@clusterdeck/shared";
import { addSparse, BUCKET_COUNT, percentileMs } from "@clusterdeck/shared/latency-buckets";
import type { AgentSample } from "../agent/messages.ts";
import type { OutsideFigures } from "./outside.ts";

/** Joins what was seen from inside and from outside; null where one of the two saw nothing. */
export function workerMetrics(
  inside: AgentSample | null,
  outside: OutsideFigures | null,
): WorkerMetrics | null {
  if (inside === null && outside === null) return null;
  const latencies = inside === null ? new Uint32Array(0) : countsOf(inside);
  return {
    cpuPercent: outside?.cpuPercent ?? null,
    rssBytes: outside?.rssBytes ?? null,
    heapUsedBytes: inside?.heapUsedBytes ?? null,
    heapTotalBytes: inside?.heapTotalBytes ?? null,
    externalBytes: inside?.externalBytes ?? null,
    eventLoopUtilization: inside?.eventLoopUtilization ?? null,
    eventLoopDelayP99Ms: inside?.eventLoopDelayP99Ms ?? null,
    gcPauseMsPerSecond: inside?.gcPauseMsPerSecond ?? null,
    requestsPerSecond: inside?.requestsPerSecond ?? null,
    errorsPerSecond: inside?.errorsPerSecond ?? null,
    inFlight: inside?.inFlight ?? null,
    connections: inside?.connections ?? null,
    latencyP50Ms: rounded(percentileMs(latencies, 0.5)),
    latencyP95Ms: rounded(percentileMs(latencies, 0.95)),
    latencyP99Ms: rounded(percentileMs(latencies, 0.99)),
    threads: inside?.threads ?? null,
  };
}

function countsOf(sample: AgentSample): Uint32Array {
  const counts = new Uint32Array(BUCKET_COUNT);
  addSparse(counts, sample.latencies);
  return counts;
}

/** Two digits after the point: a bucket's width is 5 % anyway. */
export function rounded(latencyMs: number | null): number | null {
  return latencyMs === null ? null : Math.round(latencyMs * 100) / 100;
}
