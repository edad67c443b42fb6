/** Where a card goes beside what it tells about, in pixels of the window. Pure. */

export interface Anchor {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 8;
const EDGE_PX = 8;

/**
 * Above it, since lanes are read downwards; below where there is no room above. Never beyond the
 * window's edges.
 */
export function placeCard(anchor: Anchor, card: Size, window: Size): { left: number; top: number } {
  const above = anchor.top - GAP_PX - card.height;
  const below = Math.min(anchor.bottom + GAP_PX, window.height - EDGE_PX - card.height);
  const rightmost = window.width - EDGE_PX - card.width;
  return {
    left: Math.max(EDGE_PX, Math.min(anchor.x - card.width / 2, rightmost)),
    top: above >= EDGE_PX ? above : Math.max(EDGE_PX, below),
  };
}
