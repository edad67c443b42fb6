const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something has gone on, in its two largest units: "8s", "12m 04s", "3h 20m", "2d 05h". */
export function formatElapsed(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)}s`;
  if (ms < HOUR_MS) return twoUnits(ms, MINUTE_MS, "m", SECOND_MS, "s");
  if (ms < DAY_MS) return twoUnits(ms, HOUR_MS, "h", MINUTE_MS, "m");
  return twoUnits(ms, DAY_MS, "d", HOUR_MS, "h");
}

/** A short stretch of time, with tenths where they can be read: "64 ms", "2.4 s", "18 s". */
export function formatShort(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 10) return `${trimTenth(ms)} ms`;
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  return formatElapsed(ms);
}

/** What is left of a deadline; always in seconds, so that it counts down in one unit. */
export function formatRemaining(remainingMs: number): string {
  const ms = Math.max(0, remainingMs);
  return ms < 10 * SECOND_MS
    ? `${(ms / SECOND_MS).toFixed(1)} s`
    : `${Math.ceil(ms / SECOND_MS)} s`;
}

function twoUnits(ms: number, large: number, largeName: string, small: number, smallName: string) {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)}${largeName} ${String(rest).padStart(2, "0")}${smallName}`;
}

function trimTenth(ms: number): string {
  return ms.toFixed(1).replace(/\.0$/, "");
}
