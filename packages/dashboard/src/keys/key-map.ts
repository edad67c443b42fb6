/** Which key does what, for the handler and for the help. Pure. */

export type KeyAction =
  | { readonly type: "move"; readonly to: Direction }
  | { readonly type: "open" }
  | { readonly type: "close" }
  | { readonly type: "kill" }
  | { readonly type: "restart" }
  | { readonly type: "scale"; readonly by: 1 | -1 }
  | { readonly type: "reload" }
  | { readonly type: "search" }
  | { readonly type: "palette" }
  | { readonly type: "help" };

export type Direction = "left" | "right" | "up" | "down" | "first" | "last";

export const KEY_HELP: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["←", "→", "↑", "↓"], does: "Move among the tiles" },
  { keys: ["Home", "End"], does: "First or last tile" },
  { keys: ["Tab"], does: "Into the buttons of the tile" },
  { keys: ["Enter"], does: "Open the focused worker's panel" },
  { keys: ["Esc"], does: "Close the panel" },
  { keys: ["K"], does: "Kill the focused worker with SIGKILL" },
  { keys: ["R"], does: "Restart the focused worker, or retry it" },
  { keys: ["+", "−"], does: "One worker more or fewer" },
  { keys: ["L"], does: "Rolling reload of all workers" },
  { keys: ["/"], does: "Find in events, or in the log of the panel" },
  { keys: ["?"], does: "This help" },
];

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: { type: "move", to: "left" },
  ArrowRight: { type: "move", to: "right" },
  ArrowUp: { type: "move", to: "up" },
  ArrowDown: { type: "move", to: "down" },
  Home: { type: "move", to: "first" },
  End: { type: "move", to: "last" },
  Enter: { type: "open" },
  Escape: { type: "close" },
  k: { type: "kill" },
  r: { type: "restart" },
  l: { type: "reload" },
  "+": { type: "scale", by: 1 },
  "=": { type: "scale", by: 1 },
  "-": { type: "scale", by: -1 },
  "−": { type: "scale", by: -1 },
  "/": { type: "search" },
  "?": { type: "help" },
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

/** Null for a key that is not ours. A held key moves and scales on, but kills once. */
export function keyAction(press: KeyPress): KeyAction | null {
  const name = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isWithModifier = press.ctrlKey || press.metaKey;
  if (isWithModifier && name === "k" && !press.altKey) return { type: "palette" };
  if (isWithModifier || press.altKey) return null;
  const action = ACTIONS[name] ?? null;
  if (action === null) return null;
  return press.repeat && action.type !== "move" && action.type !== "scale" ? null : action;
}

/** Where a step leads in a grid that is filled row by row; stays at its edges. */
export function stepInGrid(index: number, count: number, columns: number, to: Direction): number {
  switch (to) {
    case "left":
      return Math.max(0, index - 1);
    case "right":
      return Math.min(count - 1, index + 1);
    case "up":
      return index - columns >= 0 ? index - columns : index;
    case "down":
      return index + columns < count ? index + columns : index;
    case "first":
      return 0;
    case "last":
      return count - 1;
  }
}
