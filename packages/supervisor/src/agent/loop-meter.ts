import { monitorEventLoopDelay, performance, PerformanceObserver } from "node:perf_hooks";

export interface LoopFigures {
  /** 0 to 1. */
  readonly eventLoopUtilization: number;
  readonly eventLoopDelayP99Ms: number;
  readonly gcPauseMs: number;
}

export interface LoopMeter {
  /** What has been measured since the last call. */
  readonly take: () => LoopFigures;
}

const RESOLUTION_MS = 20;

export function createLoopMeter(): LoopMeter {
  // The histogram holds whole intervals between ticks, so an idle loop reads as the resolution.
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let gcPauseMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) gcPauseMs += entry.duration;
  });
  observer.observe({ entryTypes: ["gc"] });
  let before = performance.eventLoopUtilization();

  return {
    take: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      const p99Ms = delay.percentile(99) / 1e6 - RESOLUTION_MS;
      const figures = {
        eventLoopUtilization: Number.isFinite(utilization) ? utilization : 0,
        eventLoopDelayP99Ms: Math.max(0, p99Ms),
        gcPauseMs,
      };
      delay.reset();
      gcPauseMs = 0;
      return figures;
    },
  };
}
