import type { WatchedSlots } from "@clusterdeck/shared";
import type { WebSocket } from "ws";
import { MESSAGES_OWED } from "../log/limits.ts";
import type { SlotBatch, SlotChannels, SlotSubscription } from "./slot-channels.ts";
import type { Marks } from "./marks.ts";

/** What one reader of the stream sees of one topic, such as the logs. */
export interface SlotTap {
  /** In place of what was watched before; no slots at all ends it. */
  readonly watch: (slots: WatchedSlots) => void;
  /** The message with this mark has arrived. */
  readonly arrived: (mark: string) => void;
  readonly close: () => void;
}

export interface SlotLink {
  /** Sends a message; `mark` comes back by `arrived` once the reader has read as far as that. */
  readonly send: (encoded: Buffer, mark: string) => void;
}

interface Watch {
  readonly slots: WatchedSlots;
  readonly subscription: SlotSubscription;
}

/**
 * One message is on its way at a time, so that a lifecycle change has one before it at most, however
 * slowly the reader reads: what the kernel has buffered for it would not show otherwise. Meanwhile
 * the newest few wait; what is older is dropped and counted.
 */
export function createSlotTap(channels: SlotChannels, link: SlotLink): SlotTap {
  let watch: Watch | null = null;
  let owed: SlotBatch[] = [];
  let skipped = 0;
  let marks = 0;
  let onItsWay: string | null = null;

  const send = (encoded: Buffer) => {
    marks += 1;
    onItsWay = `${channels.topic} ${marks}`;
    link.send(encoded, onItsWay);
  };
  const sendNext = () => {
    if (onItsWay !== null || watch === null) return;
    if (skipped > 0) {
      send(channels.skipped(watch.slots, skipped));
      skipped = 0;
      return;
    }
    const next = owed.shift();
    if (next !== undefined) send(next.encoded);
  };
  const owe = (batch: SlotBatch) => {
    owed.push(batch);
    if (owed.length > MESSAGES_OWED) skipped += owed.shift()?.lines ?? 0;
    sendNext();
  };
  const stop = () => {
    watch?.subscription.leave();
    watch = null;
    owed = [];
    skipped = 0;
  };

  return {
    watch: (slots) => {
      stop();
      if (slots.length === 0) return;
      const subscription = channels.join(slots, owe);
      watch = { slots, subscription };
      owed.push(...subscription.recent);
      sendNext();
    },
    arrived: (mark) => {
      if (mark !== onItsWay) return;
      onItsWay = null;
      sendNext();
    },
    close: stop,
  };
}

/** A tap for the reader at the other end of a WebSocket. */
export function openSlotTap(channels: SlotChannels, socket: WebSocket, marks: Marks): SlotTap {
  const tap = createSlotTap(channels, {
    send: (encoded, mark) => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(encoded, { binary: false });
      marks.send(() => tap.arrived(mark));
    },
  });
  socket.on("close", tap.close);
  return tap;
}
