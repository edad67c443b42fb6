/** What a scroll of the log says of its reader. Pure. */

export interface Scroll {
  readonly isFollowing: boolean;
  /** Downward, since the scroll before. */
  readonly movedPx: number;
  readonly fromEndPx: number;
  /** Since rows came or got their height, or the page itself led to one. */
  readonly sinceOwnMs: number;
}

/** A fraction of a pixel remains at the end of a page that is zoomed. */
const AT_END_PX = 4;
/** Rows that have come or have got their height may move the list for some frames, on a slow machine for many. */
const SETTLED_AFTER_MS = 600;

/**
 * "leave" is the end, as by the browser's own search; "reach" is the end of what is shown. Null for what
 * nobody asked for, as when what has just changed moves the list.
 */
export function scrollMeaning(scroll: Scroll): "leave" | "reach" | null {
  const { isFollowing, movedPx, fromEndPx, sinceOwnMs } = scroll;
  if (sinceOwnMs <= SETTLED_AFTER_MS) return null;
  const isAtEnd = fromEndPx <= AT_END_PX;
  if (isFollowing) return movedPx < 0 && !isAtEnd ? "leave" : null;
  return movedPx > 0 && isAtEnd ? "reach" : null;
}
