import { Type, type Static } from "typebox";
import { WatchedSlots } from "./client-message.ts";
import { ConversationEntry } from "./conversation.ts";
import { CommandError, type CommandResult } from "./command.ts";
import { FleetEvent } from "./event.ts";
import { History, Transition } from "./history.ts";
import { LogEntry } from "./log.ts";
import { FleetTotals, WorkerSample } from "./metrics.ts";
import { EpochMs } from "./schema.ts";
import { FleetView, Snapshot, SupervisorView } from "./snapshot.ts";
import { WorkerView } from "./worker.ts";

/** The whole truth at `seq`. Sent first, and again whenever a client asks with `resync`. */
export const SnapshotMessage = Type.Object({
  type: Type.Literal("snapshot"),
  ...Snapshot.properties,
  /** The supervisor's clock, so that a page can tell its own clock's offset. */
  at: EpochMs,
  history: History,
});
export type SnapshotMessage = Static<typeof SnapshotMessage>;

/** What changed since `seq - 1`. Absent parts did not change. */
export const ChangeMessage = Type.Object({
  type: Type.Literal("change"),
  epoch: Type.String(),
  seq: Type.Integer(),
  at: EpochMs,
  fleet: Type.Optional(FleetView),
  /** New or changed workers, whole, but for `metrics`, which are the metrics frames' business. */
  workers: Type.Optional(Type.Array(Type.Omit(WorkerView, ["metrics"]))),
  /** Slots that are gone. */
  removed: Type.Optional(Type.Array(Type.Integer())),
  transitions: Type.Optional(Type.Array(Transition)),
  events: Type.Optional(Type.Array(FleetEvent)),
});
export type ChangeMessage = Static<typeof ChangeMessage>;

/**
 * In place of a snapshot, to a reader that comes back within seconds: all that has changed since
 * the number it named, together. To be applied like a change, whatever number that has.
 */
export const ResumedMessage = Type.Object({
  ...ChangeMessage.properties,
  type: Type.Literal("resumed"),
  protocol: Type.Integer(),
  /** The seconds that were missed, oldest first. */
  seconds: Type.Array(
    Type.Object({
      at: EpochMs,
      supervisor: SupervisorView,
      totals: FleetTotals,
      workers: Type.Array(WorkerSample),
    }),
  ),
});
export type ResumedMessage = Static<typeof ResumedMessage>;

/** Once a second. A slow client may be spared some: only the latest is owed. Not numbered. */
export const MetricsMessage = Type.Object({
  type: Type.Literal("metrics"),
  epoch: Type.String(),
  at: EpochMs,
  supervisor: SupervisorView,
  totals: FleetTotals,
  workers: Type.Array(WorkerSample),
});
export type MetricsMessage = Static<typeof MetricsMessage>;

const ofWatchedSlots = {
  epoch: Type.String(),
  /** Which request this belongs to. */
  slots: WatchedSlots,
  /** True: from before the request. False: since then. */
  recent: Type.Boolean(),
  /** How many before these this reader is not sent, since it lagged or there were too many. */
  skipped: Type.Integer({ minimum: 0 }),
};

/** What the watched slots wrote. Not numbered, and sent to those who asked with `logs` alone. */
export const LogsMessage = Type.Object({
  type: Type.Literal("logs"),
  ...ofWatchedSlots,
  /** Oldest first. */
  entries: Type.Array(LogEntry),
});
export type LogsMessage = Static<typeof LogsMessage>;

/** What was said between the watched slots and their primary; as `logs`, for those who asked. */
export const ConversationMessage = Type.Object({
  type: Type.Literal("conversation"),
  ...ofWatchedSlots,
  /** Oldest first. */
  entries: Type.Array(ConversationEntry),
});
export type ConversationMessage = Static<typeof ConversationMessage>;

export const PongMessage = Type.Object({ type: Type.Literal("pong"), id: Type.Integer() });

/** A message that was no command at all; the connection is kept. */
export const ErrorMessage = Type.Object({ type: Type.Literal("error"), error: CommandError });

/** A command's result is sent bare: its `type` is the command's. */
export type ServerMessage =
  | SnapshotMessage
  | ResumedMessage
  | ChangeMessage
  | MetricsMessage
  | LogsMessage
  | ConversationMessage
  | Static<typeof PongMessage>
  | Static<typeof ErrorMessage>
  | CommandResult;
