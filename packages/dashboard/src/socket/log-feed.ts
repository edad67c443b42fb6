import type { ClientMessage, LogEntry, LogsMessage } from "@clusterdeck/shared";

/** Some of what a slot wrote. */
export interface LogNews {
  /** One run of the supervisor: another one counts its lines anew. */
  readonly epoch: string;
  /**
   * True: begins what is kept of the slot, from the oldest line on, however much of it has been told
   * before. False: follows what was told last.
   */
  readonly isWhole: boolean;
  /** Lines before these that this page was not sent. */
  readonly skipped: number;
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
}

export type LogReader = (news: LogNews) => void;

/** What one slot writes, over the stream that is there already. */
export interface LogFeed {
  /** Asks for a slot's log, in place of the one that was asked for before. Returns what ends it. */
  follow(slot: number, reader: LogReader): () => void;
  receive(message: LogsMessage): void;
  /** The stream is another one: what is followed has to be asked for on it. */
  resume(): void;
}

/** @param send returns whether the message was handed to an open connection */
export function createLogFeed(send: (message: ClientMessage) => boolean): LogFeed {
  let followed: { readonly slot: number; readonly reader: LogReader } | null = null;
  let isAwaitingFirst = false;

  const ask = () => {
    isAwaitingFirst = true;
    send({ type: "logs", slots: followed === null ? [] : [followed.slot] });
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
    receive({ slots, recent, epoch, skipped, entries }) {
      // Answers to an earlier request may still be on their way.
      const isOurs = slots !== "all" && slots.length === 1 && slots[0] === followed?.slot;
      if (!isOurs) return;
      const isWhole = recent && isAwaitingFirst;
      if (isWhole) isAwaitingFirst = false;
      followed?.reader({ epoch, isWhole, skipped, entries });
    },
    resume() {
      if (followed !== null) ask();
    },
  };
}
