import { GONE_SLOT_KEPT_MS } from "./limits.ts";

/** Tells when slots have been gone for so long that what is kept of them can be forgotten. */
export interface GoneSlots {
  /**
   * @param kept of which slots something is kept
   * @param present which slots the fleet has
   * @returns those of `kept` to be forgotten now
   */
  readonly expired: (
    kept: Iterable<number>,
    present: ReadonlySet<number>,
    nowMs: number,
  ) => number[];
}

export function createGoneSlots(): GoneSlots {
  const goneSinceMs = new Map<number, number>();
  return {
    expired: (kept, present, nowMs) => {
      const expired: number[] = [];
      for (const slot of kept) {
        const sinceMs = goneSinceMs.get(slot);
        if (present.has(slot)) goneSinceMs.delete(slot);
        else if (sinceMs === undefined) goneSinceMs.set(slot, nowMs);
        else if (nowMs - sinceMs > GONE_SLOT_KEPT_MS) expired.push(slot);
      }
      for (const slot of expired) goneSinceMs.delete(slot);
      return expired;
    },
  };
}
