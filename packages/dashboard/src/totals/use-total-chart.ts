import { useEffect, useState, type ComponentType } from "react";
import { afterDrawing } from "../ui/after-drawing.ts";
import type { TotalChartProps } from "./total-chart.tsx";

/**
 * The chart, once its code has come; null before, and when it could not be had. It weighs as much as
 * all the rest, and must not come before it.
 */
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
