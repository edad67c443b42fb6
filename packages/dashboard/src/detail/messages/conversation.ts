/** What an app and its primary have said to each other, and how news of it changes that. Pure. */
import type { ConversationEntry } from "@clusterdeck/shared";
import type { ConversationNews } from "../../socket/slot-feed.ts";

export const ROWS_KEPT = 400;

interface RowOrigin {
  /** Of its first entry. */
  readonly id: number;
  readonly slot: number;
  readonly generation: number;
  readonly pid: number | null;
  /** In ms since the epoch. */
  readonly at: number;
}

export interface MessageRow extends RowOrigin {
  readonly kind: "message";
  /** `app`, or who sent it a message. */
  readonly by: string;
  readonly text: string;
  /** Of all of the JSON, of which `text` is the beginning. */
  readonly length: number;
  /** Whom it went to; whom it came from. */
  readonly slots: readonly number[];
}

export type ConversationRow =
  | MessageRow
  /** So many messages of the app came too fast to be kept. */
  | (RowOrigin & { readonly kind: "dropped"; readonly count: number })
  /** So many were kept, and this page was not sent them. */
  | { readonly kind: "skipped"; readonly id: string; readonly count: number };

export interface Conversation {
  /** Null before the first news. */
  readonly epoch: string | null;
  readonly rows: readonly ConversationRow[];
}

export const NOTHING_HEARD: Conversation = { epoch: null, rows: [] };

export function conversationAfter(before: Conversation, news: ConversationNews): Conversation {
  const { epoch, isWhole, skipped, entries } = news;
  const rows = isWhole || before.epoch !== epoch ? [] : [...before.rows];
  if (skipped > 0) {
    rows.push({ kind: "skipped", id: `before ${entries[0]?.id ?? rows.length}`, count: skipped });
  }
  for (const entry of entries) {
    const last = rows.at(-1);
    const joined = last?.kind === "message" ? joinedTo(last, entry) : null;
    if (joined === null) rows.push(rowOf(entry));
    else rows[rows.length - 1] = joined;
  }
  return { epoch, rows: rows.slice(-ROWS_KEPT) };
}

function rowOf(entry: ConversationEntry): ConversationRow {
  const { id, slot, generation, pid, at, by } = entry;
  const origin = { id, slot, generation, pid, at };
  if ("dropped" in entry) return { ...origin, kind: "dropped", count: entry.dropped };
  return { ...origin, kind: "message", by, text: entry.text, length: entry.length, slots: [slot] };
}

/** A message to all workers is an entry of each, one after another: it is shown once. */
function joinedTo(row: MessageRow, entry: ConversationEntry): MessageRow | null {
  if ("dropped" in entry || row.by === "app" || row.by !== entry.by) return null;
  const isNext = entry.id === row.id + row.slots.length && entry.slot > (row.slots.at(-1) ?? 0);
  if (!isNext || row.text !== entry.text || row.length !== entry.length) return null;
  return { ...row, slots: [...row.slots, entry.slot] };
}
