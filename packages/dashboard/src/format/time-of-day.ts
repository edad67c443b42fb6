/** "14:02:31" in the viewer's time zone. */
export function formatTimeOfDay(epochMs: number): string {
  const date = new Date(epochMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
}

/** "14:02:31.204": for events, which come in bursts. */
export function formatPreciseTimeOfDay(epochMs: number): string {
  const millis = String(new Date(epochMs).getMilliseconds()).padStart(3, "0");
  return `${formatTimeOfDay(epochMs)}.${millis}`;
}

/** With the date, for a tooltip. */
export function formatFullTime(epochMs: number): string {
  return fullTime.format(epochMs);
}

// Made once: `toLocaleString` makes a new one each time, at a fifth of a millisecond.
const fullTime = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "long" });

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}
