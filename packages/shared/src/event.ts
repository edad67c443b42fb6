import { Type, type Static } from "typebox";
import { EpochMs, Nullable, OneOf } from "./schema.ts";

/** `subject:what` happened. The first word tells the page how to group it. */
export const EVENT_KINDS = [
  "worker:starting",
  "worker:serving",
  "worker:running",
  /** A warm spare has loaded. */
  "worker:standby",
  "worker:unresponsive",
  "worker:recovered",
  "worker:draining",
  /** Ended because someone or a limit asked for it. */
  "worker:ended",
  /** Ended on its own: crash, foreign signal, clean exit, failed boot. */
  "worker:died",
  "worker:backoff",
  "worker:failed",
  "worker:signalled",
  /** Passed a limit; its replacement starts. */
  "worker:recycled",
  "fleet:scaled",
  "reload:started",
  "reload:finished",
  "reload:failed",
  "restart:failed",
  "command:refused",
  "supervisor:started",
  "supervisor:stopping",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const FleetEvent = Type.Object({
  /** Rises by one; unique within an epoch. */
  id: Type.Integer(),
  at: EpochMs,
  kind: OneOf(EVENT_KINDS),
  severity: OneOf(["info", "good", "warning", "bad"]),
  slot: Nullable(Type.Integer()),
  pid: Nullable(Type.Integer()),
  generation: Nullable(Type.Integer()),
  /** Who or what caused it: `you`, `api`, `watch`, `supervisor`, `app`, `outside`. */
  by: Type.String(),
  /** A sentence without the slot's name, e.g. "killed with SIGKILL, 12 requests in flight lost". */
  message: Type.String(),
});
export type FleetEvent = Static<typeof FleetEvent>;
