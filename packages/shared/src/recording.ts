import { Type, type Static } from "typebox";
import { ConversationEntry } from "./conversation.ts";
import { LogEntry } from "./log.ts";
import { SnapshotMessage } from "./server-message.ts";
import { WorkerDetail } from "./worker-detail.ts";

export const RECORDING_FORMAT = "clusterdeck-recording";
/** Rises when a page of before could not show a file of now. */
export const RECORDING_VERSION = 1;

/**
 * The last five minutes as one file, complete in itself: what `GET /api/v1/recording` answers, and
 * what the page can open. When it was taken is `snapshot.at`.
 */
export const Recording = Type.Object({
  format: Type.Literal(RECORDING_FORMAT),
  version: Type.Literal(RECORDING_VERSION),
  snapshot: SnapshotMessage,
  /** Of every slot that there is, or that something is known of. */
  details: Type.Array(WorkerDetail),
  /** Slot by slot, and of each oldest first. */
  logs: Type.Array(LogEntry),
  /** As the logs; missing where it was recorded before there were any. */
  conversation: Type.Optional(Type.Array(ConversationEntry)),
});
export type Recording = Static<typeof Recording>;
