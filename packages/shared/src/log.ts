import { Type, type Static } from "typebox";
import { EpochMs, Nullable, OneOf } from "./schema.ts";

export const OUTPUT_STREAMS = ["stdout", "stderr"] as const;
export type OutputStream = (typeof OUTPUT_STREAMS)[number];

const origin = {
  /** Rises by one over all slots; unique within an epoch. */
  id: Type.Integer(),
  at: EpochMs,
  slot: Type.Integer(),
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
  stream: OneOf(OUTPUT_STREAMS),
};

/** A line that a worker wrote. Of control sequences it holds colours (SGR) at most. */
export const LogLine = Type.Object({ ...origin, text: Type.String() });
export type LogLine = Static<typeof LogLine>;

/** So many lines were written here, faster than they are taken. */
export const LogGap = Type.Object({ ...origin, dropped: Type.Integer({ minimum: 1 }) });
export type LogGap = Static<typeof LogGap>;

export const LogEntry = Type.Union([LogLine, LogGap]);
export type LogEntry = LogLine | LogGap;

/** What `GET /api/v1/logs` answers. */
export const LogPage = Type.Object({
  epoch: Type.String(),
  /** Oldest first. */
  entries: Type.Array(LogEntry),
});
export type LogPage = Static<typeof LogPage>;
