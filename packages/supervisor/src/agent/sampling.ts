import { url as inspectorUrl } from "node:inspector";
import { performance } from "node:perf_hooks";
import { memoryUsage } from "node:process";
import type { LoopMeter } from "./loop-meter.ts";
import { SAMPLE_INTERVAL_MS, type AgentSample } from "./messages.ts";
import type { RequestMeter } from "./request-meter.ts";
import type { Servers } from "./servers.ts";

export interface SamplingSources {
  readonly requests: RequestMeter;
  readonly servers: Servers;
  readonly threads: { readonly count: () => number };
  readonly loop: LoopMeter;
  readonly send: (sample: AgentSample) => void;
}

export function startSampling(sources: SamplingSources): void {
  let beforeMs = performance.now();
  const sample = () => {
    const nowMs = performance.now();
    const seconds = (nowMs - beforeMs) / 1000;
    beforeMs = nowMs;
    sources.send(measure(sources, seconds));
  };
  setInterval(sample, SAMPLE_INTERVAL_MS).unref();
}

function measure(sources: SamplingSources, seconds: number): AgentSample {
  const memory = memoryNow();
  const loop = sources.loop.take();
  const counts = sources.requests.take();
  return {
    kind: "sample",
    heapUsedBytes: memory?.heapUsed ?? null,
    heapTotalBytes: memory?.heapTotal ?? null,
    externalBytes: memory?.external ?? null,
    eventLoopUtilization: rounded(loop.eventLoopUtilization),
    eventLoopDelayP99Ms: rounded(loop.eventLoopDelayP99Ms),
    gcPauseMsPerSecond: rounded(loop.gcPauseMs / seconds),
    requestsPerSecond: rounded(counts.requests / seconds),
    requestsTotal: counts.total,
    errorsTotal: counts.errorsTotal,
    errorsPerSecond: rounded(counts.errors / seconds),
    inFlight: sources.requests.inFlight(),
    connections: sources.servers.connections(),
    threads: sources.threads.count(),
    isInspected: inspectorUrl() !== undefined,
    latencies: counts.latencies,
  };
}

/** It reads a file, so it throws when there is no descriptor left: that must not end the app. */
function memoryNow(): NodeJS.MemoryUsage | null {
  try {
    return memoryUsage();
  } catch {
    return null;
  }
}

/** Three digits after the point: all that anyone reads, and short on the wire. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
