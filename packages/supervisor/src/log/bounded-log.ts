import type { Room } from "./limits.ts";

/** What came, or how much came too fast to be kept. `id` rises. */
export type BookEntry = { readonly id: number } & (
  | { readonly text: string }
  | { readonly dropped: number }
);

/** The newest entries that there is room for. */
export interface BoundedLog<Entry> {
  readonly size: number;
  readonly push: (entry: Entry) => void;
  /** The entry that is so many before the newest; undefined when there are not so many. */
  readonly fromEnd: (back: number) => Entry | undefined;
  /** Takes effect at once. */
  readonly setRoom: (room: Room) => void;
  /** All entries, oldest first, and how many lines have made room for others since; then it is empty. */
  readonly takeAll: () => { readonly entries: Entry[]; readonly evictedLines: number };
}

export function createBoundedLog<Entry extends BookEntry>(initialRoom: Room): BoundedLog<Entry> {
  let room = initialRoom;
  let entries: (Entry | undefined)[] = [];
  /** Those before it are gone: to shift a long array for each would move all the others. */
  let first = 0;
  let characters = 0;
  let evictedLines = 0;

  const evict = () => {
    while (entries.length - first > room.lines || characters > room.characters) {
      const oldest = entries[first];
      if (oldest === undefined) break;
      entries[first] = undefined;
      first += 1;
      characters -= charactersOf(oldest);
      evictedLines += linesOf(oldest);
    }
    if (first <= entries.length / 2) return;
    entries = entries.slice(first);
    first = 0;
  };

  return {
    get size() {
      return entries.length - first;
    },
    push: (entry) => {
      entries.push(entry);
      characters += charactersOf(entry);
      evict();
    },
    fromEnd: (back) => (back < entries.length - first ? entries.at(-1 - back) : undefined),
    setRoom: (next) => {
      room = next;
      evict();
    },
    takeAll: () => {
      const taken = { entries: entries.slice(first) as Entry[], evictedLines };
      [entries, first, characters, evictedLines] = [[], 0, 0, 0];
      return taken;
    },
  };
}

export function charactersOf(entry: BookEntry): number {
  return "text" in entry ? entry.text.length : 0;
}

/** How many lines of the worker an entry stands for. */
export function linesOf(entry: BookEntry): number {
  return "text" in entry ? 1 : entry.dropped;
}
