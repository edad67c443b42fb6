import { MAX_WORKERS } from "@clusterdeck/shared";
import { QUERY_LINES } from "../log/limits.ts";
import { Problem } from "./problem.ts";

export interface LogsQuery {
  /** Null: of all slots. */
  readonly slot: number | null;
  readonly lines: number;
}

/** @throws Problem `malformed` that says which part is wrong and what it takes */
export function parseLogsQuery(query: Readonly<Record<string, unknown>>): LogsQuery {
  for (const name of Object.keys(query)) {
    if (name !== "slot" && name !== "lines") {
      throw new Problem("malformed", `The query takes "slot" and "lines", no "${name}".`);
    }
  }
  const { slot, lines } = query;
  return {
    slot: slot === undefined ? null : integer("slot", slot, MAX_WORKERS),
    lines: lines === undefined ? QUERY_LINES.usual : integer("lines", lines, QUERY_LINES.most),
  };
}

function integer(name: string, value: unknown, most: number): number {
  const number = typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= most) return number;
  throw new Problem("malformed", `"${name}" must be a whole number from 1 to ${most}, given once.`);
}
