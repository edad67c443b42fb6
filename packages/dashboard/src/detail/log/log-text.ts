/** A log as text, for the clipboard. Pure. */
import { plural } from "../../format/number.ts";
import { formatPreciseTimeOfDay } from "../../format/time-of-day.ts";
import type { LogBuffer } from "./log-buffer.ts";
import type { LogRow } from "./log-rows.ts";

export function logText({ blocks }: LogBuffer): string {
  return blocks
    .flatMap(({ rows }) => rows)
    .map((row) => `${rowText(row)}\n`)
    .join("");
}

function rowText(row: LogRow): string {
  if (row.kind !== "line") return `--- ${noteWords(row)}`;
  const stream = row.stream === "stderr" ? "err" : "out";
  return `${formatPreciseTimeOfDay(row.at)} ${stream} ${row.text}`;
}

/** What stands between the lines. */
export function noteWords(row: Exclude<LogRow, { kind: "line" }>): string {
  switch (row.kind) {
    case "process":
      return `g${row.generation}${row.pid === null ? "" : ` · pid ${row.pid}`}`;
    case "dropped":
      return `${plural(row.count, "line")} of ${row.stream} dropped: written faster than they are taken`;
    case "skipped":
      return `${plural(row.count, "line")} skipped: more than this page could be sent`;
    case "unknown":
      return "Lines may be missing here: the connection was lost";
    case "restarted":
      return "The supervisor was started anew";
  }
}
