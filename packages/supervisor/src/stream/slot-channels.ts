import type {
  ConversationEntry,
  ConversationMessage,
  LogEntry,
  LogsMessage,
  WatchedSlots,
} from "@clusterdeck/shared";
import { charactersOf, createBoundedLog, linesOf } from "../log/bounded-log.ts";
import { MESSAGE_INTERVAL_MS, MESSAGE_ROOM } from "../log/limits.ts";
import type { SlotBook } from "../log/slot-book.ts";

/** What a reader may ask for of some slots, and what its messages hold of it. */
export interface SlotEntries {
  readonly logs: LogEntry;
  readonly conversation: ConversationEntry;
}
export type SlotTopic = keyof SlotEntries;

/** A message that is ready to be sent, and how many of the workers' lines are in it. */
export interface SlotBatch {
  readonly encoded: Buffer;
  readonly lines: number;
}

export type SlotReader = (batch: SlotBatch) => void;

export interface SlotSubscription {
  /** What was there before, oldest first. */
  readonly recent: readonly SlotBatch[];
  readonly leave: () => void;
}

/** Readers of the same slots share a channel: each message is made once. */
export interface SlotChannels {
  readonly topic: SlotTopic;
  readonly epoch: string;
  /** Reading what was and being told what comes are one step: nothing falls between, or comes twice. */
  readonly join: (slots: WatchedSlots, reader: SlotReader) => SlotSubscription;
  /** The message that tells of so many that a reader was not sent. */
  readonly skipped: (slots: WatchedSlots, count: number) => Buffer;
}

interface Channel {
  readonly readers: Set<SlotReader>;
  readonly flush: () => void;
  readonly close: () => void;
}

export function createSlotChannels<Topic extends SlotTopic>(
  topic: Topic,
  epoch: string,
  book: SlotBook<SlotEntries[Topic]>,
): SlotChannels {
  type Entry = SlotEntries[Topic];
  const channels = new Map<string, Channel>();

  const batch = (slots: WatchedSlots, recent: boolean, entries: Entry[], skipped: number) => ({
    encoded: encode({ type: topic, epoch, slots, recent, skipped, entries }),
    lines: skipped + entries.reduce((sum, entry) => sum + linesOf(entry), 0),
  });

  const openChannel = (slots: WatchedSlots): Channel => {
    const readers = new Set<SlotReader>();
    const isWatched = slots === "all" ? null : new Set(slots);
    const pending = createBoundedLog<Entry>(MESSAGE_ROOM);
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
    topic,
    epoch,
    skipped: (slots, count) => batch(slots, false, [], count).encoded,
    join: (asked, reader) => {
      const slots = asked === "all" ? asked : asked.toSorted((a, b) => a - b);
      const key = String(slots);
      const channel = channels.get(key) ?? openChannel(slots);
      channels.set(key, channel);
      // What waits belongs to those who are there already; the newcomer gets it as recent.
      channel.flush();
      channel.readers.add(reader);
      return {
        recent: inMessages(book.latest(slots, book.rooms.slot)).map((part) =>
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

type TopicMessage = Omit<LogsMessage | ConversationMessage, "type" | "entries"> & {
  readonly type: SlotTopic;
  readonly entries: readonly (LogEntry | ConversationEntry)[];
};

function encode(message: TopicMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}

/** Cuts entries into what goes into one message each; at least one, which may be empty. */
function inMessages<Entry extends LogEntry | ConversationEntry>(
  entries: readonly Entry[],
): Entry[][] {
  let part: Entry[] = [];
  let characters = 0;
  const parts = [part];
  for (const entry of entries) {
    const more = charactersOf(entry);
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
