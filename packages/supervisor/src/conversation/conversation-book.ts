import type { ConversationEntry } from "@clusterdeck/shared";
import type { Stamp } from "../lifecycle/fleet-state.ts";
import { SlotBook } from "../log/slot-book.ts";
import { CONVERSATION_ROOMS } from "./limits.ts";
import type { MessageText } from "./message-text.ts";

/** Which process it was said by or to, and who said it: `app`, or whoever sent the app a message. */
export interface Speech {
  readonly slot: number;
  readonly pid: number | null;
  readonly generation: number;
  readonly by: string;
}

/** What apps and their primary have said to each other of late. */
export class ConversationBook extends SlotBook<ConversationEntry> {
  constructor(now: () => Stamp) {
    super(CONVERSATION_ROOMS, now);
  }

  addMessage(speech: Speech, message: MessageText): void {
    this.add(speech.slot, [{ ...speech, ...message }]);
  }

  addGap(speech: Speech, dropped: number): void {
    this.add(speech.slot, [{ ...speech, dropped }]);
  }
}
