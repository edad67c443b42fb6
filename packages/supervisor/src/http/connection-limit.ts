/** The dashboard's share of the descriptors: the rest is for workers and their connections. */
const SHARE = 1 / 4;
const MOST = 1_024;
const LEAST = 8;

/**
 * How many connections the dashboard may hold at once. Under round-robin every connection of the app
 * needs a descriptor of this process for a moment, and each worker needs four: dashboards must never
 * use them up.
 *
 * @param openFiles what this process may have open; null when that is unknown
 */
export function connectionLimit(openFiles: number | null): number {
  if (openFiles === null) return MOST;
  return Math.max(LEAST, Math.min(MOST, Math.floor(openFiles * SHARE)));
}
