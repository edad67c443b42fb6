/** What a chart keeps free at its edges. */

/** A line's highest point keeps a little air above it. */
export const HEADROOM = 1.08;

/** In px: a line at 0 or at the top must not lose half of its width to the edge. */
export const PLOT_MARGIN = { top: 2, right: 0, bottom: 2, left: 0 };
