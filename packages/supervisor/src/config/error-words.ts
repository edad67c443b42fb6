import { basename } from "node:path";
import { firstLine } from "./first-line.ts";

/** An error of a file that somebody has written, in one line, with the line of the file where it is known. */
export function errorWords(error: unknown, file: string): string {
  const words = firstLine(error instanceof Error ? error.message : String(error));
  const line = lineIn(error, file);
  return line === null || words.includes(`${basename(file)}:`) ? words : `${words} (line ${line})`;
}

/** V8 writes the place of a syntax error before its stack, jiti on the second line of the message. */
function lineIn(error: unknown, file: string): string | null {
  if (!(error instanceof Error)) return null;
  const text = `${error.message}\n${error.stack ?? ""}`;
  const name = basename(file).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`[\\\\/]${name}:(\\d+)`).exec(text)?.[1] ?? null;
}
