import type { FleetTotals, WorkerMetrics } from "@clusterdeck/shared";
import {
  addSparse,
  BUCKET_COUNT,
  percentileMs,
  type SparseCounts,
} from "@clusterdeck/shared/latency-buckets";
import { rounded } from "./worker-metrics.ts";

export interface TotalsInput {
  readonly metrics: readonly WorkerMetrics[];
  /** Of each worker that gave a sample: percentiles cannot be added up, counts can. */
  readonly latencies: readonly SparseCounts[];
  /** Requests that were in flight in workers that died in this second. */
  readonly lost: number;
}

export function fleetTotals({ metrics, latencies, lost }: TotalsInput): FleetTotals {
  const counts = new Uint32Array(BUCKET_COUNT);
  for (const sparse of latencies) addSparse(counts, sparse);
  const sum = (pick: (one: WorkerMetrics) => number | null) =>
    metrics.reduce((total, one) => total + (pick(one) ?? 0), 0);
  return {
    requestsPerSecond: Math.round(sum((one) => one.requestsPerSecond) * 10) / 10,
    latencyP99Ms: rounded(percentileMs(counts, 0.99)),
    cpuPercent: Math.round(sum((one) => one.cpuPercent) * 10) / 10,
    rssBytes: sum((one) => one.rssBytes),
    failuresPerSecond: Math.round((sum((one) => one.errorsPerSecond) + lost) * 10) / 10,
  };
}
