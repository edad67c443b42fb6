/** Addresses remembered at most: some 10 MB. The one that has not come for longest goes first. */
const MOST_ADDRESSES = 65_536;
/** An address that has not come for so long is forgotten, and weighs nothing when others are placed. */
const FORGOTTEN_AFTER_MS = 60 * 60_000;

interface Place {
  readonly slot: number;
  readonly lastMs: number;
}

/** Which slot a client address belongs to. */
export interface StickyTable {
  /**
   * The slot of before as long as it can take the connection, else the one with the fewest addresses,
   * to stay: what a client had left in its worker's memory is gone with it.
   *
   * @param slots those that can take it, one at least
   */
  readonly slotFor: (address: string, slots: readonly number[], nowMs: number) => number;
}

export function createStickyTable(): StickyTable {
  /** The one that has not come for longest first. */
  const places = new Map<string, Place>();
  const addresses = new Map<number, number>();
  const count = (slot: number, by: number) => addresses.set(slot, (addresses.get(slot) ?? 0) + by);
  const forget = (address: string, { slot }: Place) => {
    places.delete(address);
    count(slot, -1);
  };
  const forgetOld = (nowMs: number) => {
    for (const [address, place] of places) {
      const isOld = nowMs - place.lastMs >= FORGOTTEN_AFTER_MS;
      if (!isOld && places.size < MOST_ADDRESSES) return;
      forget(address, place);
    }
  };
  const leastTaken = (slots: readonly number[]) =>
    slots.reduce((least, slot) =>
      (addresses.get(slot) ?? 0) < (addresses.get(least) ?? 0) ? slot : least,
    );

  return {
    slotFor: (address, slots, nowMs) => {
      const known = places.get(address);
      if (known !== undefined) forget(address, known);
      else forgetOld(nowMs);
      const slot =
        known !== undefined && slots.includes(known.slot) ? known.slot : leastTaken(slots);
      places.set(address, { slot, lastMs: nowMs });
      count(slot, 1);
      return slot;
    },
  };
}
