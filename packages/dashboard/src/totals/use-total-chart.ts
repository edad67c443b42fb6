import { useEffect, useState, type ComponentType } from "react";
import type { TotalChartProps } from "./total-chart.tsx";

/**
 * The chart that tells of each second, while it is wanted and once its code has come; else null. It
 * costs each second ten times as much as a line, and weighs as much as all the rest.
 */
export function useTotalChart(isWanted: boolean): ComponentType<TotalChartProps> | null {
  const [chart, setChart] = useState<ComponentType<TotalChartProps> | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    void import("./total-chart.tsx").then(
      ({ default: loaded }) => setChart(() => loaded),
      // The line says the same, but for the tip at the pointer.
      () => {},
    );
  }, [isWanted]);
  return isWanted ? chart : null;
}
