import type { RetireCause } from "./fleet-state.ts";

/** Beyond what a worker is replaced; null: no limit. */
export interface Limits {
  readonly maxMemoryBytes: number | null;
  readonly maxRequests: number | null;
  readonly maxAgeMs: number | null;
}

/** What is known of one process. */
export interface Wear {
  readonly rssBytes: number | null;
  /** Since it was forked. */
  readonly requests: number;
  readonly ageMs: number;
}

export interface PassedLimit {
  readonly cause: Extract<RetireCause, "memory-limit" | "request-limit" | "age-limit">;
  readonly why: string;
}

/**
 * Workers that were forked together would pass a limit of requests or of age together. Each gets up
 * to a tenth more, spread evenly by the golden ratio, whatever the number of workers.
 */
const SPREAD = 0.1;
const GOLDEN_RATIO = 0.618_033_988_75;

export interface PassedLimitOf {
  readonly launch: number;
  readonly limit: PassedLimit;
}

/**
 * Who is to be replaced, the oldest process first. Where even a new one passes the limit, as under a
 * `--max-memory` below what the app needs, the others still get their turn.
 */
export function passedLimits(
  wears: readonly { readonly launch: number; readonly wear: Wear }[],
  limits: Limits,
): PassedLimitOf[] {
  const passed = wears.flatMap(({ launch, wear }): PassedLimitOf[] => {
    const limit = passedLimit(wear, limits, launch);
    return limit === null ? [] : [{ launch, limit }];
  });
  // Launches are numbered as they come.
  return passed.sort((a, b) => a.launch - b.launch);
}

export function passedLimit(wear: Wear, limits: Limits, launch: number): PassedLimit | null {
  const stretch = 1 + SPREAD * ((launch * GOLDEN_RATIO) % 1);
  const { maxMemoryBytes, maxRequests, maxAgeMs } = limits;
  if (maxMemoryBytes !== null && wear.rssBytes !== null && wear.rssBytes > maxMemoryBytes) {
    const why = `uses ${megabytes(wear.rssBytes)}, over --max-memory ${megabytes(maxMemoryBytes)}`;
    return { cause: "memory-limit", why };
  }
  if (maxRequests !== null && wear.requests > maxRequests * stretch) {
    const why = `has served ${wear.requests} requests, over --max-requests ${maxRequests}`;
    return { cause: "request-limit", why };
  }
  if (maxAgeMs !== null && wear.ageMs > maxAgeMs * stretch) {
    const why = `is ${seconds(wear.ageMs)} old, over --max-age ${seconds(maxAgeMs)}`;
    return { cause: "age-limit", why };
  }
  return null;
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
