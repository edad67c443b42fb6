import { setImmediate as turn } from "node:timers/promises";
import {
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type ConversationEntry,
  type LogEntry,
} from "@clusterdeck/shared";
import type { ConversationBook } from "../conversation/conversation-book.ts";
import type { LogBook } from "../log/log-book.ts";
import type { SlotBook } from "../log/slot-book.ts";
import { workerDetail, type DetailParts } from "./worker-detail.ts";

export interface RecordingParts extends DetailParts {
  readonly logBook: LogBook;
  readonly conversation: ConversationBook;
}

/**
 * The last five minutes as the text of a `Recording`, piece by piece: of 256 workers that is several
 * megabytes, and to write them at once would hold up the app's connections, which pass through the
 * same loop. Each piece is taken in a turn of its own, so a second may pass between two of them.
 */
export async function* recordingText(parts: RecordingParts): AsyncGenerator<string | Buffer> {
  const { feed, lives, logBook, conversation } = parts;
  yield `{"format":"${RECORDING_FORMAT}","version":${RECORDING_VERSION},"snapshot":`;
  const { workers } = feed.snapshot();
  yield feed.snapshotFrame().data;
  const slots = new Set([
    ...workers.map(({ slot }) => slot),
    ...feed.measuredSlots(),
    ...lives.slots,
  ]);
  yield ',"details":';
  yield* arrayText(
    [...slots].toSorted((a, b) => a - b),
    (slot) => [workerDetail(parts, slot)],
  );
  yield ',"logs":';
  yield* bookText(logBook);
  yield ',"conversation":';
  yield* bookText(conversation);
  yield "}";
}

function bookText<Entry extends LogEntry | ConversationEntry>(book: SlotBook<Entry>) {
  return arrayText([...book.slots], (slot) => book.latest([slot], book.rooms.slot));
}

/** A JSON array of what `itemsOf` makes of each slot, a turn of the loop for each. */
async function* arrayText(
  slots: readonly number[],
  itemsOf: (slot: number) => readonly unknown[],
): AsyncGenerator<string> {
  let separator = "[";
  for (const slot of slots) {
    await turn();
    const items = itemsOf(slot);
    if (items.length === 0) continue;
    yield separator + items.map((item) => JSON.stringify(item)).join(",");
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
