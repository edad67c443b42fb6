/** Which key does what, for the handler, the help, the palette and the documents. Pure. */

export type KeyAction =
  | { readonly type: "move"; readonly to: Direction }
  | { readonly type: "open" }
  | { readonly type: "explain" }
  | { readonly type: "close" }
  | { readonly type: "kill" }
  | { readonly type: "restart" }
  | { readonly type: "scale"; readonly by: 1 | -1 }
  | { readonly type: "reload" }
  | { readonly type: "search" }
  | { readonly type: "messages" }
  | { readonly type: "palette" }
  | { readonly type: "help" };

export type Direction = "left" | "right" | "up" | "down" | "first" | "last";

export interface KeyEntry {
  /** As they are written on the caps; each does it, but for a chord, which takes all at once. */
  readonly keys: readonly string[];
  readonly isChord?: true;
  readonly does: string;
  /**
   * What a press of each is, by `KeyboardEvent.key`. Left out where the browser or the focused part
   * takes the key by itself.
   */
  readonly presses?: Readonly<Record<string, KeyAction>>;
}

const KEYS = {
  move: {
    keys: ["←", "→", "↑", "↓"],
    does: "Move among the tiles",
    presses: {
      ArrowLeft: { type: "move", to: "left" },
      ArrowRight: { type: "move", to: "right" },
      ArrowUp: { type: "move", to: "up" },
      ArrowDown: { type: "move", to: "down" },
    },
  },
  ends: {
    keys: ["Home", "End"],
    does: "First or last tile",
    presses: { Home: { type: "move", to: "first" }, End: { type: "move", to: "last" } },
  },
  open: {
    keys: ["Enter"],
    does: "Open the focused worker's panel",
    presses: { Enter: { type: "open" } },
  },
  close: { keys: ["Esc"], does: "Close what is open", presses: { Escape: { type: "close" } } },
  inside: { keys: ["Tab"], does: "Into the buttons of the tile" },
  explain: {
    keys: ["I"],
    does: "Explain the focused tile's figures, one after another",
    presses: { i: { type: "explain" } },
  },
  kill: {
    keys: ["K"],
    does: "Kill the focused worker with SIGKILL",
    presses: { k: { type: "kill" } },
  },
  restart: {
    keys: ["R"],
    does: "Restart the focused worker, or retry it",
    presses: { r: { type: "restart" } },
  },
  more: {
    keys: ["+"],
    does: "One worker more",
    presses: { "+": { type: "scale", by: 1 }, "=": { type: "scale", by: 1 } },
  },
  fewer: {
    keys: ["−"],
    does: "One worker fewer",
    presses: { "-": { type: "scale", by: -1 }, "−": { type: "scale", by: -1 } },
  },
  reload: {
    keys: ["L"],
    does: "Reload all workers, one at a time",
    presses: { l: { type: "reload" } },
  },
  search: {
    keys: ["/"],
    does: "Find in events, or in the log of the panel",
    presses: { "/": { type: "search" } },
  },
  zoom: { keys: ["Enter"], does: "In the lifecycles: zoom in, and Esc shows all again" },
  copy: { keys: ["C"], does: "Copy the focused event" },
  messages: {
    keys: ["F8"],
    does: "To the messages about commands",
    presses: { F8: { type: "messages" } },
  },
  palette: { keys: ["Ctrl", "K"], isChord: true, does: "Every command, by its name" },
  help: { keys: ["?"], does: "This help", presses: { "?": { type: "help" } } },
} as const satisfies Record<string, KeyEntry>;

export type KeyName = keyof typeof KEYS;

/** In the order of the help. */
export const KEY_TABLE: readonly KeyEntry[] = Object.values(KEYS);

export function keyEntry(name: KeyName): KeyEntry {
  return KEYS[name];
}

/** What is written on a cap: a Mac has another key in the place of Ctrl. */
export function capLabel(key: string, isMac: boolean): string {
  return isMac && key === "Ctrl" ? "⌘" : key;
}

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map(
  KEY_TABLE.flatMap(({ presses = {} }) => Object.entries(presses)),
);

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
  if (isWithModifier && name === "k" && !press.altKey) {
    return press.repeat ? null : { type: "palette" };
  }
  if (isWithModifier || press.altKey) return null;
  const action = ACTIONS.get(name) ?? null;
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
