import type { ConversationEntry, LogEntry, WorkerDetail } from "@clusterdeck/shared";
import type { FollowedSlot, SlotReader } from "../socket/slot-feed.ts";

export type DetailAnswer =
  | { readonly answer: "found"; readonly detail: WorkerDetail }
  | { readonly answer: "no-such-slot" }
  | { readonly answer: "unauthorized" }
  | { readonly answer: "refused"; readonly problem: string }
  | { readonly answer: "unreachable" };

/** Where all about one worker comes from: the supervisor, or whatever else has it. */
export interface DetailSource {
  load(slot: number, signal: AbortSignal): Promise<DetailAnswer>;
  /** Tells what the slot has written, and then what it writes. Returns what ends it. */
  followLog(slot: number, reader: SlotReader<LogEntry>): () => void;
  /** The same of what the app and its primary say to each other. */
  followConversation(slot: FollowedSlot, reader: SlotReader<ConversationEntry>): () => void;
}
