import { useEffect, useState, type ComponentType } from "react";
import type { TotalChartProps } from "./total-chart.tsx";

/** By then the charts come even to a page that is never idle. */
const AT_LATEST_MS = 2000;

/** The chart, once its code has come; null before, and when it could not be had. */
export function useTotalChart(): ComponentType<TotalChartProps> | null {
  const [chart, setChart] = useState<ComponentType<TotalChartProps> | null>(null);
  useEffect(
    () =>
      afterDrawing(() => {
        void import("./total-chart.tsx").then(
          ({ default: loaded }) => setChart(() => loaded),
          // The line that stands in for it says the same, but for the tip at the pointer.
          () => {},
        );
      }),
    [],
  );
  return chart;
}

/**
 * Runs a task when what React has just put on the page has been drawn and nothing else is to do.
 * The charts weigh as much as all the rest, and must not come before it.
 */
function afterDrawing(task: () => void): () => void {
  let cancelIdle = () => {};
  const frame = requestAnimationFrame(() => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === "function") {
      const idle = requestIdleCallback(task, { timeout: AT_LATEST_MS });
      cancelIdle = () => cancelIdleCallback(idle);
    } else {
      const timer = setTimeout(task);
      cancelIdle = () => clearTimeout(timer);
    }
  });
  return () => {
    cancelAnimationFrame(frame);
    cancelIdle();
  };
}
