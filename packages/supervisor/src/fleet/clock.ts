import type { Stamp } from "../lifecycle/fleet-state.ts";

/** Both clocks at once. */
export function now(): Stamp {
  return { monotonicMs: performance.now(), epochMs: Date.now() };
}
