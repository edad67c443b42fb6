import { formatCount, NOT_MEASURED } from "./number.ts";

/** A figure and its unit apart, as they are set in different sizes. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

const BYTES_PER_MB = 1024 * 1024;
const MB_PER_GB = 1024;

/** MB and GB count in steps of 1,024, as `--max-memory 512mb` does. */
export function bytesQuantity(bytes: number | null): Quantity {
  if (bytes === null || !Number.isFinite(bytes)) return { value: NOT_MEASURED, unit: "MB" };
  const megabytes = bytes / BYTES_PER_MB;
  if (megabytes >= MB_PER_GB) return { value: (megabytes / MB_PER_GB).toFixed(2), unit: "GB" };
  return { value: megabytes.toFixed(megabytes < 99.95 ? 1 : 0), unit: "MB" };
}

export function latencyQuantity(ms: number | null): Quantity {
  if (ms === null || !Number.isFinite(ms)) return { value: NOT_MEASURED, unit: "ms" };
  if (ms === 0) return { value: "0", unit: "ms" };
  if (ms >= 9_950) return { value: (ms / 1000).toFixed(0), unit: "s" };
  if (ms >= 1000) return { value: (ms / 1000).toFixed(1), unit: "s" };
  if (ms >= 9.95) return { value: ms.toFixed(0), unit: "ms" };
  return { value: ms.toFixed(ms < 0.95 ? 2 : 1), unit: "ms" };
}

export function percentQuantity(percent: number | null): Quantity {
  return { value: percent === null ? NOT_MEASURED : percent.toFixed(0), unit: "%" };
}

/** 0 to 1, shown as percent. */
export function shareQuantity(share: number | null): Quantity {
  return percentQuantity(share === null ? null : share * 100);
}

/** 100 percent is one core: "4.46 of 8 cores". */
export function coresQuantity(cpuPercent: number | null, cores: number): Quantity {
  return {
    value: cpuPercent === null ? NOT_MEASURED : (cpuPercent / 100).toFixed(2),
    unit: `of ${cores} ${cores === 1 ? "core" : "cores"}`,
  };
}

export function rateQuantity(perSecond: number | null): Quantity {
  return { value: formatCount(perSecond), unit: "/s" };
}

export function joinQuantity({ value, unit }: Quantity): string {
  return unit === "%" || unit === "/s" ? `${value}${unit}` : `${value} ${unit}`;
}
