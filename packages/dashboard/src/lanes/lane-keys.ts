/** What a key does while the lanes have the focus. Pure. */
import type { KeyPress } from "../keys/key-map.ts";
import type { Step } from "./stops.ts";

export type LaneKey =
  | { readonly type: "step"; readonly to: Step }
  | { readonly type: "zoom" | "escape" };

const KEYS: Readonly<Record<string, LaneKey>> = {
  ArrowLeft: { type: "step", to: "left" },
  ArrowRight: { type: "step", to: "right" },
  ArrowUp: { type: "step", to: "up" },
  ArrowDown: { type: "step", to: "down" },
  Home: { type: "step", to: "first" },
  End: { type: "step", to: "last" },
  Enter: { type: "zoom" },
  Escape: { type: "escape" },
};

/** Null for a key that is not the lanes'. */
export function laneKey(press: Omit<KeyPress, "repeat">): LaneKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  return KEYS[press.key] ?? null;
}
