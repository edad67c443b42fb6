const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago something was, as one says it: "just now", "3 min ago", "2 h ago", "5 days ago". */
export function formatAgo(durationMs: number): string {
  if (durationMs < MINUTE_MS) return "just now";
  if (durationMs < HOUR_MS) return `${Math.floor(durationMs / MINUTE_MS)} min ago`;
  if (durationMs < DAY_MS) return `${Math.floor(durationMs / HOUR_MS)} h ago`;
  const days = Math.floor(durationMs / DAY_MS);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}
