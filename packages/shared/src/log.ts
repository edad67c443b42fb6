import { Type, type Static } from "typebox";
import { OneOf } from "./schema.ts";
import { DROPPED, pageOf, SLOT_ENTRY } from "./slot-entry.ts";

export const OUTPUT_STREAMS = ["stdout", "stderr"] as const;
export type OutputStream = (typeof OUTPUT_STREAMS)[number];

const origin = { ...SLOT_ENTRY, stream: OneOf(OUTPUT_STREAMS) };

/** A line that a worker wrote. Of control sequences it holds colours (SGR) at most. */
export const LogLine = Type.Object({ ...origin, text: Type.String() });
export type LogLine = Static<typeof LogLine>;

export const LogGap = Type.Object({ ...origin, ...DROPPED });
export type LogGap = Static<typeof LogGap>;

export const LogEntry = Type.Union([LogLine, LogGap]);
export type LogEntry = LogLine | LogGap;

/** What `GET /api/v1/logs` answers. */
export const LogPage = pageOf(LogEntry);
export type LogPage = Static<typeof LogPage>;
