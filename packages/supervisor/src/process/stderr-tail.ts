import { plain } from "../log/clean.ts";
import {
  STDERR_LINE_CHARACTERS,
  STDERR_TAIL_BYTES,
  STDERR_TAIL_CHARACTERS,
  STDERR_TAIL_LINES,
} from "../log/limits.ts";
import { LINE_FEED } from "./line-feeds.ts";
import { CUT_MARK } from "./output-lines.ts";

/** The last bytes of a stream, whatever its rate: copied as they come, decoded when asked for. */
export interface StderrTail {
  readonly push: (chunk: Buffer) => void;
  /** The last lines, oldest first. */
  readonly lines: () => string[];
}

const SMALLEST_BYTES = 1024;

export function createStderrTail(): StderrTail {
  let bytes = Buffer.alloc(0);
  let used = 0;
  /** What is kept begins in the middle of a line. */
  let isTorn = false;

  /** Twice the limit at most, so that what is kept is moved once for each limit's worth. */
  const makeRoom = (more: number) => {
    const kept = bytes.subarray(Math.max(0, used + more - STDERR_TAIL_BYTES), used);
    if (kept.length < used) isTorn = true;
    const wanted = Math.max(SMALLEST_BYTES, 2 * (kept.length + more));
    if (wanted <= bytes.length) bytes.copyWithin(0, used - kept.length, used);
    else bytes = Buffer.concat([kept], wanted);
    used = kept.length;
  };

  return {
    push: (chunk) => {
      const end = chunk.subarray(Math.max(0, chunk.length - STDERR_TAIL_BYTES));
      if (end.length < chunk.length) {
        isTorn = true;
        used = 0;
      }
      if (used + end.length > bytes.length) makeRoom(end.length);
      used += end.copy(bytes, used);
    },
    lines: () => lastLines(bytes.subarray(0, used), isTorn),
  };
}

function lastLines(bytes: Buffer, isTorn: boolean): string[] {
  const lines = bytes
    .subarray(isTorn ? wholeFrom(bytes) : 0)
    .toString("utf8")
    .split("\n");
  if (lines.at(-1) === "") lines.pop();
  const tail: string[] = [];
  let characters = 0;
  for (const line of lines.slice(-STDERR_TAIL_LINES).toReversed()) {
    const text = shortened(plain(line));
    characters += text.length;
    if (characters > STDERR_TAIL_CHARACTERS) break;
    tail.push(text);
  }
  return tail.toReversed();
}

/** Half a line would read as if it were one, unless there is nothing else. */
function wholeFrom(bytes: Buffer): number {
  const next = bytes.indexOf(LINE_FEED) + 1;
  if (next > 0 && next < bytes.length) return next;
  // Not with the rest of a character, whose continuation bytes are 10xxxxxx.
  return Math.max(
    0,
    bytes.findIndex((byte) => (byte & 0xc0) !== 0x80),
  );
}

/** As long as a line of the tail may be. */
export function shortened(line: string): string {
  return line.length > STDERR_LINE_CHARACTERS
    ? line.slice(0, STDERR_LINE_CHARACTERS) + CUT_MARK
    : line;
}
