import { Type, type Static } from "typebox";
import { SlotNumber, type Command } from "./command.ts";
import { MAX_SLOT } from "./max-workers.ts";

/**
 * Where a reader that comes back stands, as the query of the stream's address: the last number it
 * has applied, and the time of the last metrics. It is resumed from there if that can still be
 * done, and else gets a snapshot.
 */
export const ResumePoint = Type.Object(
  {
    epoch: Type.String({ minLength: 1, maxLength: 64 }),
    seq: Type.Integer({ minimum: 0 }),
    metricsAt: Type.Number({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type ResumePoint = Static<typeof ResumePoint>;

/** "I have applied all up to `seq`." A client that stops saying so is dropped, not buffered. */
export const AckMessage = Type.Object(
  { type: Type.Literal("ack"), seq: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

/** Answered by a pong of the same id: the round trip that the page shows. */
export const PingMessage = Type.Object(
  { type: Type.Literal("ping"), id: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

/** "I have missed something": answered by a fresh snapshot. */
export const ResyncMessage = Type.Object(
  { type: Type.Literal("resync") },
  { additionalProperties: false },
);

export const WatchedSlots = Type.Union([
  Type.Array(SlotNumber, { maxItems: MAX_SLOT, uniqueItems: true }),
  Type.Literal("all"),
]);
export type WatchedSlots = Static<typeof WatchedSlots>;

/** "From now on I look at the output of these slots", in place of those before; none ends it. */
export const LogsRequest = Type.Object(
  { type: Type.Literal("logs"), slots: WatchedSlots },
  { additionalProperties: false },
);

/** The same of what was said between these slots' processes and their primary. */
export const ConversationRequest = Type.Object(
  { type: Type.Literal("conversation"), slots: WatchedSlots },
  { additionalProperties: false },
);

export const CONTROL_SCHEMAS = {
  ack: AckMessage,
  ping: PingMessage,
  resync: ResyncMessage,
  logs: LogsRequest,
  conversation: ConversationRequest,
} as const;

export type ControlMessage =
  | Static<typeof AckMessage>
  | Static<typeof PingMessage>
  | Static<typeof ResyncMessage>
  | Static<typeof LogsRequest>
  | Static<typeof ConversationRequest>;

/** Commands are sent bare, as over HTTP. */
export type ClientMessage = ControlMessage | Command;
