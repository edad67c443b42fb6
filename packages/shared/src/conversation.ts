import { Type, type Static } from "typebox";
import { EpochMs, Nullable } from "./schema.ts";

const origin = {
  /** Rises by one over all slots; unique within an epoch. */
  id: Type.Integer(),
  at: EpochMs,
  slot: Type.Integer(),
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
  /** Who said it: `app`, by `process.send`; else who sent the app a message, as in events. */
  by: Type.String(),
};

/** What was said between an app's process and its primary. */
export const AppMessage = Type.Object({
  ...origin,
  /** JSON, of which the beginning is kept. */
  text: Type.String(),
  /** How long the JSON is, in UTF-16 units; more than `text` has where it is cut. */
  length: Type.Integer({ minimum: 0 }),
});
export type AppMessage = Static<typeof AppMessage>;

/** So many messages were said here, faster than they are kept. */
export const AppMessageGap = Type.Object({ ...origin, dropped: Type.Integer({ minimum: 1 }) });
export type AppMessageGap = Static<typeof AppMessageGap>;

export const ConversationEntry = Type.Union([AppMessage, AppMessageGap]);
export type ConversationEntry = AppMessage | AppMessageGap;

/** What `GET /api/v1/conversation` answers. */
export const ConversationPage = Type.Object({
  epoch: Type.String(),
  /** Oldest first. */
  entries: Type.Array(ConversationEntry),
});
export type ConversationPage = Static<typeof ConversationPage>;
