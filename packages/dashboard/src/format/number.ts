/** Shown where a figure has not been measured: never 0, which would be a statement. */
export const NOT_MEASURED = "–";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** "1,842"; one decimal below 10 unless it is .0, e.g. "0.4"; two below 0.1. */
export function formatCount(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NOT_MEASURED;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.1) return trimZeros(value.toFixed(2));
  if (size < 9.95) return trimZeros(value.toFixed(1));
  return whole.format(value);
}

/** "1 worker", "3 workers". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
