import { useEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { Density } from "./density.ts";
import { pageWidthPx, tileColumns } from "./tile-columns.ts";

/**
 * The columns for a grid's width as it is now. The first time it is reckoned from the window's: to
 * measure it there would lay out all tiles once more before they are painted.
 */
export function useTileColumns(
  grid: RefObject<HTMLElement | null>,
  count: number,
  density: Density,
): number {
  const [widthPx, setWidthPx] = useState(() => pageWidthPx(window.innerWidth));
  useEffect(() => {
    const element = grid.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width } = entry?.contentRect ?? element.getBoundingClientRect();
      // Between layout and paint: so none is painted in the wrong place.
      flushSync(() => setWidthPx(width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);
  return tileColumns(count, widthPx, density);
}
