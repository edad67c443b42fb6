/** What a key does on a row of the events. Pure. */
import type { KeyPress } from "../keys/key-map.ts";

type RowStep = "up" | "down" | "first" | "last";

export type EventKey =
  | { readonly type: "move"; readonly to: RowStep }
  /** Opens the row's worker. */
  | { readonly type: "open" }
  | { readonly type: "copy" };

const KEYS: Readonly<Record<string, EventKey>> = {
  ArrowUp: { type: "move", to: "up" },
  ArrowDown: { type: "move", to: "down" },
  Home: { type: "move", to: "first" },
  End: { type: "move", to: "last" },
  Enter: { type: "open" },
  c: { type: "copy" },
};

/** Null for a key that is not the list's. */
export function eventKey(press: Omit<KeyPress, "repeat">): EventKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  return KEYS[press.key.length === 1 ? press.key.toLowerCase() : press.key] ?? null;
}

export function nextRow(index: number, count: number, to: RowStep): number {
  switch (to) {
    case "up":
      return Math.max(0, index - 1);
    case "down":
      return Math.min(count - 1, index + 1);
    case "first":
      return 0;
    case "last":
      return count - 1;
  }
}
