import { Type, type Static } from "typebox";
import { EpochMs, Nullable, OneOf } from "./schema.ts";
import { FleetEvent } from "./event.ts";
import { WORKER_STATES } from "./worker.ts";

export const HISTORY_SECONDS = 300;

/** One entry a second, oldest first; null where nothing was measured. */
export const Column = Type.Array(Nullable(Type.Number()));

/** One slot's last minutes as columns of equal length, oldest first, one entry a second. */
export const SlotHistory = Type.Object({
  slot: Type.Integer(),
  requestsPerSecond: Column,
  cpuPercent: Column,
  rssBytes: Column,
  eventLoopUtilization: Column,
  latencyP99Ms: Column,
});
export type SlotHistory = Static<typeof SlotHistory>;

export const TotalsHistory = Type.Object({
  requestsPerSecond: Column,
  latencyP99Ms: Column,
  cpuPercent: Column,
  rssBytes: Column,
  failuresPerSecond: Column,
});
export type TotalsHistory = Static<typeof TotalsHistory>;

/** A slot came into a state. `state` null: the slot was removed. */
export const Transition = Type.Object({
  at: EpochMs,
  slot: Type.Integer(),
  state: Nullable(OneOf(WORKER_STATES)),
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
});
export type Transition = Static<typeof Transition>;

/** What a newcomer is owed, so that charts are never empty. */
export const History = Type.Object({
  /** When the last entry of each column was taken. */
  endsAt: EpochMs,
  totals: TotalsHistory,
  slots: Type.Array(SlotHistory),
  /** Oldest first; the first of a slot may lie before the window. */
  transitions: Type.Array(Transition),
  /** Oldest first. */
  events: Type.Array(FleetEvent),
});
export type History = Static<typeof History>;
