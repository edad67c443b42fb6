import { MAX_SLOT } from "@clusterdeck/shared";
import { QUERY_LINES } from "../log/limits.ts";
import { Problem } from "./problem.ts";
import { wholeNumber } from "./whole-number.ts";

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
    slot: slot === undefined ? null : wholeNumber("slot", slot, MAX_SLOT),
    lines: lines === undefined ? QUERY_LINES.usual : wholeNumber("lines", lines, QUERY_LINES.most),
  };
}
