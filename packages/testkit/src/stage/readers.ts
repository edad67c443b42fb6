import { once } from "node:events";
import type { LogEntry, ServerMessage, WatchedSlots } from "@clusterdeck/shared";
import type { WebSocket } from "ws";

/** An open stream, and how far the page at its other end has come. */
export interface Reader {
  readonly say: (message: ServerMessage) => void;
  acknowledgedSeq: number;
  watched: WatchedSlots;
}

export interface Readers {
  readonly add: (socket: WebSocket) => Reader;
  readonly each: (act: (reader: Reader) => void) => void;
  /** A reader has acknowledged something. */
  readonly look: () => void;
  /** Resolves when every reader has said that it has applied all up to `seq`, or is gone. */
  readonly caughtUp: (seq: number) => Promise<void>;
  readonly close: (code: number, reason: string) => Promise<void>;
}

export function createReaders(): Readers {
  const readers = new Map<WebSocket, Reader>();
  const waiting = new Set<() => void>();
  const look = () => {
    for (const wake of waiting) wake();
  };
  const isBehind = (seq: number) =>
    [...readers.values()].some(({ acknowledgedSeq }) => acknowledgedSeq < seq);

  return {
    add(socket) {
      const say = (message: ServerMessage) => socket.send(JSON.stringify(message));
      const reader: Reader = { say, acknowledgedSeq: 0, watched: [] };
      readers.set(socket, reader);
      socket.once("close", () => {
        readers.delete(socket);
        look();
      });
      return reader;
    },
    each(act) {
      for (const reader of readers.values()) act(reader);
    },
    look,
    caughtUp: (seq) =>
      new Promise((resolve) => {
        const wake = () => {
          if (isBehind(seq)) return;
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
        wake();
      }),
    async close(code, reason) {
      const open = [...readers.keys()];
      const closed = open.map((socket) => once(socket, "close"));
      for (const socket of open) socket.close(code, reason);
      await Promise.all(closed);
    },
  };
}

export function isWatched(watched: WatchedSlots, { slot }: Pick<LogEntry, "slot">): boolean {
  return watched === "all" || watched.includes(slot);
}
