import type {
  ClientMessage,
  ConversationEntry,
  ConversationMessage,
  LogEntry,
  LogsMessage,
} from "@clusterdeck/shared";

/** Some of what is told of a slot. */
export interface SlotNews<Entry> {
  /** One run of the supervisor: another one counts its entries anew. */
  readonly epoch: string;
  /**
   * True: begins what is kept of the slot, from the oldest on, however much of it has been told
   * before. False: follows what was told last.
   */
  readonly isWhole: boolean;
  /** How many before these this page was not sent. */
  readonly skipped: number;
  /** Oldest first. */
  readonly entries: readonly Entry[];
}

export type LogNews = SlotNews<LogEntry>;
export type ConversationNews = SlotNews<ConversationEntry>;

export type SlotReader<Entry> = (news: SlotNews<Entry>) => void;

/** One slot, or all of them together. */
export type FollowedSlot = number | "all";

/** What is told of one slot, over the stream that is there already. */
export interface SlotFeed<Message extends LogsMessage | ConversationMessage> {
  /** Asks for a slot, in place of the one that was asked for before. Returns what ends it. */
  follow(slot: FollowedSlot, reader: SlotReader<Message["entries"][number]>): () => void;
  receive(message: Message): void;
  /** The stream is another one: what is followed has to be asked for on it. */
  resume(): void;
}

/** @param send returns whether the message was handed to an open connection */
export function createSlotFeed<Message extends LogsMessage | ConversationMessage>(
  topic: Message["type"],
  send: (message: ClientMessage) => boolean,
): SlotFeed<Message> {
  type Entry = Message["entries"][number];
  let followed: { readonly slot: FollowedSlot; readonly reader: SlotReader<Entry> } | null = null;
  let isAwaitingFirst = false;

  const slots = () => {
    if (followed === null) return [];
    return followed.slot === "all" ? "all" : [followed.slot];
  };
  const ask = () => {
    isAwaitingFirst = true;
    send({ type: topic, slots: slots() });
  };

  return {
    follow(slot, reader) {
      const mine = { slot, reader };
      followed = mine;
      ask();
      return () => {
        if (followed !== mine) return;
        followed = null;
        ask();
      };
    },
    receive({ slots: answered, recent, epoch, skipped, entries }) {
      // Answers to an earlier request may still be on their way.
      if (followed === null || String(answered) !== String(slots())) return;
      const isWhole = recent && isAwaitingFirst;
      if (isWhole) isAwaitingFirst = false;
      followed.reader({ epoch, isWhole, skipped, entries });
    },
    resume() {
      if (followed !== null) ask();
    },
  };
}
