import { MAX_SLOT } from "@clusterdeck/shared";
import { Problem } from "./problem.ts";
import { wholeNumber } from "./whole-number.ts";

/** How the query names the number of entries, and what that may be. */
export interface CountParameter {
  readonly name: string;
  readonly usual: number;
  readonly most: number;
}

/** A query for what came last, of a slot or of all. */
export interface LatestQuery {
  /** Null: of all slots. */
  readonly slot: number | null;
  readonly count: number;
}

/** @throws Problem `malformed` that says which part is wrong and what it takes */
export function parseLatestQuery(
  query: Readonly<Record<string, unknown>>,
  { name, usual, most }: CountParameter,
): LatestQuery {
  const other = Object.keys(query).find((key) => key !== "slot" && key !== name);
  if (other !== undefined) {
    throw new Problem("malformed", `The query takes "slot" and "${name}", no "${other}".`);
  }
  const { slot, [name]: count } = query;
  return {
    slot: slot === undefined ? null : wholeNumber("slot", slot, MAX_SLOT),
    count: count === undefined ? usual : wholeNumber(name, count, most),
  };
}
