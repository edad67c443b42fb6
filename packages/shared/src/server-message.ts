import { Type, type Static } from "typebox";
import { CommandError, type CommandResult } from "./command.ts";
import { FleetEvent } from "./event.ts";
import { History, Transition } from "./history.ts";
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

export const PongMessage = Type.Object({ type: Type.Literal("pong"), id: Type.Integer() });

/** A message that was no command at all; the connection is kept. */
export const ErrorMessage = Type.Object({ type: Type.Literal("error"), error: CommandError });

/** A command's result is sent bare: its `type` is the command's. */
export type ServerMessage =
  | SnapshotMessage
  | ChangeMessage
  | MetricsMessage
  | Static<typeof PongMessage>
  | Static<typeof ErrorMessage>
  | CommandResult;
