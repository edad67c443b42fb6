import { useLayoutEffect, useState, type RefObject } from "react";
import type { Density } from "./density.ts";
import { tileColumns } from "./tile-columns.ts";

/** The columns for a grid's width as it is now: known before the first paint, so that none is wrong. */
export function useTileColumns(
  grid: RefObject<HTMLElement | null>,
  count: number,
  density: Density,
): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) return undefined;
    const measure = () => setColumns(tileColumns(count, element.clientWidth, density));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, count, density]);
  return columns;
}
