import type { LogEntry, LogsMessage, WatchedSlots } from "@clusterdeck/shared";
import { createBoundedLog, linesOf } from "../log/bounded-log.ts";
import { MESSAGE_INTERVAL_MS, MESSAGE_ROOM, SLOT_ROOM } from "../log/limits.ts";
import type { LogBook } from "../log/log-book.ts";

/** A message that is ready to be sent, and how many of the workers' lines are in it. */
export interface LogBatch {
  readonly encoded: Buffer;
  readonly lines: number;
}

export type LogReader = (batch: LogBatch) => void;

export interface LogSubscription {
  /** What was written before, oldest first. */
  readonly recent: readonly LogBatch[];
  readonly leave: () => void;
}

/** Readers of the same slots share a channel: each message is made once. */
export interface LogChannels {
  readonly epoch: string;
  /** Reading what was and being told what comes are one step: nothing falls between, or comes twice. */
  readonly join: (slots: WatchedSlots, reader: LogReader) => LogSubscription;
}

interface Channel {
  readonly readers: Set<LogReader>;
  readonly flush: () => void;
  readonly close: () => void;
}

export function createLogChannels(epoch: string, book: LogBook): LogChannels {
  const channels = new Map<string, Channel>();

  const batch = (slots: WatchedSlots, recent: boolean, entries: LogEntry[], skipped: number) => ({
    encoded: encodeLogs({ type: "logs", epoch, slots, recent, skipped, entries }),
    lines: skipped + entries.reduce((sum, entry) => sum + linesOf(entry), 0),
  });

  const openChannel = (slots: WatchedSlots): Channel => {
    const readers = new Set<LogReader>();
    const isWatched = slots === "all" ? null : new Set(slots);
    const pending = createBoundedLog(MESSAGE_ROOM);
    let timer: NodeJS.Timeout | null = null;
    const flush = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (pending.size === 0) return;
      const { entries, evictedLines } = pending.takeAll();
      const ready = batch(slots, false, entries, evictedLines);
      for (const reader of readers) reader(ready);
    };
    const stopListening = book.listen((slot, entries) => {
      if (isWatched !== null && !isWatched.has(slot)) return;
      for (const entry of entries) pending.push(entry);
      timer ??= setTimeout(flush, MESSAGE_INTERVAL_MS);
    });
    const close = () => {
      if (timer !== null) clearTimeout(timer);
      stopListening();
    };
    return { readers, flush, close };
  };

  return {
    epoch,
    join: (asked, reader) => {
      const slots = asked === "all" ? asked : asked.toSorted((a, b) => a - b);
      const key = String(slots);
      const channel = channels.get(key) ?? openChannel(slots);
      channels.set(key, channel);
      // What waits belongs to those who are there already; the newcomer gets it as recent.
      channel.flush();
      channel.readers.add(reader);
      return {
        recent: inMessages(book.latest(slots, SLOT_ROOM)).map((part) =>
          batch(slots, true, part, 0),
        ),
        leave: () => {
          channel.readers.delete(reader);
          if (channel.readers.size > 0) return;
          channel.close();
          channels.delete(key);
        },
      };
    },
  };
}

export function encodeLogs(message: LogsMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** Cuts entries into what goes into one message each; at least one, which may be empty. */
function inMessages(entries: readonly LogEntry[]): LogEntry[][] {
  let part: LogEntry[] = [];
  let characters = 0;
  const parts = [part];
  for (const entry of entries) {
    const more = "text" in entry ? entry.text.length : 0;
    if (part.length >= MESSAGE_ROOM.lines || characters + more > MESSAGE_ROOM.characters) {
      part = [];
      characters = 0;
      parts.push(part);
    }
    part.push(entry);
    characters += more;
  }
  return parts;
}
