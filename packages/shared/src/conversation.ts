import { Type, type Static } from "typebox";
import { DROPPED, pageOf, SLOT_ENTRY } from "./slot-entry.ts";

const origin = {
  ...SLOT_ENTRY,
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

export const AppMessageGap = Type.Object({ ...origin, ...DROPPED });
export type AppMessageGap = Static<typeof AppMessageGap>;

export const ConversationEntry = Type.Union([AppMessage, AppMessageGap]);
export type ConversationEntry = AppMessage | AppMessageGap;

/** What `GET /api/v1/conversation` answers. */
export const ConversationPage = pageOf(ConversationEntry);
export type ConversationPage = Static<typeof ConversationPage>;
