import type { LogEntry } from "@clusterdeck/shared";
import type { BoundedLog } from "./bounded-log.ts";
import type { Room } from "./limits.ts";

/** The last entries of several logs by their ids, oldest first, as far as there is room. */
export function latest(logs: readonly BoundedLog[], room: Room): LogEntry[] {
  const taken = logs.map(() => 0);
  const entries: LogEntry[] = [];
  let characters = 0;
  while (entries.length < room.lines) {
    const newest = newestOf(logs, taken);
    if (newest === null) break;
    characters += "text" in newest.entry ? newest.entry.text.length : 0;
    if (characters > room.characters) break;
    entries.push(newest.entry);
    taken[newest.index] = (taken[newest.index] ?? 0) + 1;
  }
  return entries.toReversed();
}

function newestOf(logs: readonly BoundedLog[], taken: readonly number[]) {
  let newest: { readonly index: number; readonly entry: LogEntry } | null = null;
  for (const [index, log] of logs.entries()) {
    const entry = log.fromEnd(taken[index] ?? 0);
    if (entry !== undefined && entry.id > (newest?.entry.id ?? 0)) newest = { index, entry };
  }
  return newest;
}
