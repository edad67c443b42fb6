import { plain } from "../log/clean.ts";

/** Of an error's message: what can stand in a sentence on a terminal. */
export function firstLine(message: string): string {
  return plain(message.trim().split("\n", 1)[0] ?? "");
}
