import { charactersOf, type BookEntry, type BoundedLog } from "./bounded-log.ts";
import type { Room } from "./limits.ts";

/** The last entries of several logs by their ids, oldest first, as far as there is room. */
export function latest<Entry extends BookEntry>(
  logs: readonly BoundedLog<Entry>[],
  room: Room,
): Entry[] {
  const taken = logs.map(() => 0);
  const entries: Entry[] = [];
  let characters = 0;
  while (entries.length < room.lines) {
    const newest = newestOf(logs, taken);
    if (newest === null) break;
    characters += charactersOf(newest.entry);
    if (characters > room.characters) break;
    entries.push(newest.entry);
    taken[newest.index] = (taken[newest.index] ?? 0) + 1;
  }
  return entries.toReversed();
}

function newestOf<Entry extends BookEntry>(
  logs: readonly BoundedLog<Entry>[],
  taken: readonly number[],
) {
  let newest: { readonly index: number; readonly entry: Entry } | null = null;
  for (const [index, log] of logs.entries()) {
    const entry = log.fromEnd(taken[index] ?? 0);
    if (entry !== undefined && entry.id > (newest?.entry.id ?? 0)) newest = { index, entry };
  }
  return newest;
}
