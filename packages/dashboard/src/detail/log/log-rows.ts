/** What a log shows, row by row. Pure. */
import type { LogEntry, OutputStream } from "@clusterdeck/shared";
import { parseSgr, type Span } from "./sgr.ts";

/** Who wrote it, and its number in the supervisor's count. */
interface Origin {
  readonly id: number;
  readonly at: number;
  readonly stream: OutputStream;
  readonly pid: number | null;
  readonly generation: number;
}

export type LogRow =
  | ({
      readonly kind: "line";
      readonly spans: readonly Span[];
      /** The same without its colours. */
      readonly text: string;
    } & Origin)
  /** So many lines were written faster than the supervisor takes them. */
  | ({ readonly kind: "dropped"; readonly count: number } & Origin)
  /** So many lines were more than this page was sent. */
  | { readonly kind: "skipped"; readonly count: number }
  /** From here on another process of the slot wrote. */
  | { readonly kind: "process"; readonly generation: number; readonly pid: number | null }
  /** The connection was lost for longer than the supervisor keeps lines for. */
  | { readonly kind: "unknown" }
  | { readonly kind: "restarted" };

/** The row of one entry, after that of its process where the row before is of another one. */
export function rowsOf(entry: LogEntry, before: Origin | null): LogRow[] {
  const { id, at, stream, pid, generation } = entry;
  const origin = { id, at, stream, pid, generation };
  const rows: LogRow[] = [];
  if (before?.generation !== generation || before.pid !== pid) {
    rows.push({ kind: "process", generation, pid });
  }
  if ("dropped" in entry) {
    rows.push({ kind: "dropped", count: entry.dropped, ...origin });
    return rows;
  }
  const spans = parseSgr(entry.text);
  rows.push({ kind: "line", spans, text: spans.map(({ text }) => text).join(""), ...origin });
  return rows;
}

export function hasOrigin(row: LogRow): row is Extract<LogRow, Origin> {
  return row.kind === "line" || row.kind === "dropped";
}
