import { HISTORY_SECONDS } from "@clusterdeck/shared";

/** One entry a second, oldest first. */
export type Column = (number | null)[];

export function appendSecond(column: Column, value: number | null): void {
  column.push(value);
  if (column.length > HISTORY_SECONDS) column.shift();
}
