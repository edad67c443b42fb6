import type { Density } from "./density.ts";

/** How narrow a tile may get, and what lies between two, in CSS pixels. */
const SIZES: Record<Density, { readonly leastPx: number; readonly gapPx: number }> = {
  roomy: { leastPx: 316, gapPx: 12 },
  compact: { leastPx: 236, gapPx: 9 },
  dense: { leastPx: 130, gapPx: 6 },
};

/** A phone gives a compact tile its whole width, as thumbs need room, and takes dense ones tighter. */
const PHONE_PX = 560;
const DENSE_ON_PHONE_PX = 104;

/** What lies beside the grid, in CSS pixels: as `app.module.css` has it for `.page`. */
const PAGE = { widestPx: 1920, sidesPx: 40, phonePx: 600, phoneSidesPx: 24 };

/** How wide the grid is in a window of this width, unless something stands beside it. */
export function pageWidthPx(windowPx: number): number {
  const { widestPx, sidesPx, phonePx, phoneSidesPx } = PAGE;
  return Math.min(windowPx, widestPx) - (windowPx <= phonePx ? phoneSidesPx : sidesPx);
}

/**
 * Into how many columns the tiles go, so that the rows are as full as each other: no more rows than
 * there must be, and no more columns than those rows need. Six tiles with room for four in a row
 * are 3 + 3, not 4 + 2.
 *
 * @param widthPx of the grid
 */
export function tileColumns(count: number, widthPx: number, density: Density): number {
  const most = mostColumns(widthPx, density);
  const rows = Math.ceil(count / most);
  return Math.max(1, Math.ceil(count / Math.max(1, rows)));
}

function mostColumns(widthPx: number, density: Density): number {
  const { leastPx, gapPx } = SIZES[density];
  if (widthPx < PHONE_PX) {
    return density === "dense" ? fitting(widthPx, DENSE_ON_PHONE_PX, gapPx) : 1;
  }
  return fitting(widthPx, leastPx, gapPx);
}

function fitting(widthPx: number, leastPx: number, gapPx: number): number {
  return Math.max(1, Math.floor((widthPx + gapPx) / (leastPx + gapPx)));
}
