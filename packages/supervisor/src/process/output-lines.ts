import { clean } from "../log/clean.ts";
import { LONGEST_LINE_BYTES } from "../log/limits.ts";
import { countLineFeeds, LINE_FEED } from "./line-feeds.ts";
import type { OutputBudget } from "./output-budget.ts";

export interface OutputLines {
  readonly push: (chunk: Buffer, nowMs: number) => void;
  /** Lines that were dropped and not told yet. */
  readonly untold: () => number;
  readonly tellDropped: () => void;
  /** The last line may lack its line feed. */
  readonly end: () => void;
}

export interface OutputListener {
  readonly lines: (lines: readonly string[]) => void;
  readonly dropped: (lines: number) => void;
}

/** What becomes of the line that is being read: settled at its first byte, so that none is halved. */
type Line =
  | { readonly kind: "none" }
  | { readonly kind: "kept"; readonly beginning: Buffer }
  /** Over the limit: it has been given, and the rest is passed over. */
  | { readonly kind: "cut" }
  | { readonly kind: "dropped" };

const NO_LINE: Line = { kind: "none" };
const CUT: Line = { kind: "cut" };
const DROPPED: Line = { kind: "dropped" };
const NOTHING = Buffer.alloc(0);
export const CUT_MARK = " … (line cut)";

/**
 * Cuts a stream of bytes into lines while the budget allows it, and counts line feeds when it does
 * not, which costs next to nothing. Bytes are decoded line by line: a line feed is no part of any
 * other UTF-8 character, so none is split, whatever the chunks. A line over the limit is given
 * once, cut and marked. Every line is either given, its control characters cleaned away, a carriage
 * return at its end among them, or counted as dropped.
 */
export function createOutputLines(budget: OutputBudget, listener: OutputListener): OutputLines {
  let line: Line = NO_LINE;
  let untold = 0;
  let given: string[] = [];

  const give = (text: string, bytes: number) => {
    tellDropped();
    budget.spend(bytes);
    given.push(clean(text));
  };
  const tellDropped = () => {
    if (untold === 0) return;
    const dropped = untold;
    untold = 0;
    listener.dropped(dropped);
  };
  const handOver = () => {
    if (given.length === 0) return;
    const lines = given;
    given = [];
    listener.lines(lines);
  };

  /** Reads up to the line's end or the chunk's. @returns where to go on */
  const read = (chunk: Buffer, from: number): number => {
    const feed = chunk.indexOf(LINE_FEED, from);
    const isComplete = feed !== -1;
    const to = isComplete ? feed : chunk.length;
    if (line.kind === "dropped" && isComplete) untold += 1;
    if (line.kind === "kept") line = keep(line.beginning, chunk, from, to, isComplete);
    if (isComplete) line = NO_LINE;
    return to + 1;
  };
  const keep = (before: Buffer, chunk: Buffer, from: number, to: number, isComplete: boolean) => {
    const length = before.length + to - from;
    if (length > LONGEST_LINE_BYTES) {
      const missing = LONGEST_LINE_BYTES + 1 - before.length;
      give(
        cutText(Buffer.concat([before, chunk.subarray(from, from + missing)])),
        LONGEST_LINE_BYTES,
      );
      return CUT;
    }
    if (!isComplete) {
      // Copied: a few bytes would hold on to the whole chunk.
      return {
        kind: "kept",
        beginning: Buffer.concat([before, chunk.subarray(from, to)]),
      } as const;
    }
    if (before.length === 0) give(chunk.toString("utf8", from, to), length);
    else give(Buffer.concat([before, chunk.subarray(from, to)]).toString("utf8"), length);
    return NO_LINE;
  };

  return {
    push: (chunk, nowMs) => {
      let from = 0;
      while (from < chunk.length) {
        const isOpen = budget.isOpen(nowMs);
        if (line.kind === "none") line = isOpen ? { kind: "kept", beginning: NOTHING } : DROPPED;
        if (line.kind === "dropped" && !isOpen) {
          untold += countLineFeeds(chunk, from);
          line = chunk.at(-1) === LINE_FEED ? NO_LINE : DROPPED;
          break;
        }
        from = read(chunk, from);
      }
      handOver();
    },
    untold: () => untold,
    tellDropped,
    end: () => {
      if (line.kind === "kept") give(line.beginning.toString("utf8"), 0);
      if (line.kind === "dropped") untold += 1;
      line = NO_LINE;
      handOver();
      tellDropped();
    },
  };
}

function cutText(bytes: Buffer): string {
  let end = LONGEST_LINE_BYTES;
  // Not in the middle of a character, which has three continuation bytes (10xxxxxx) at most.
  while (end > LONGEST_LINE_BYTES - 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString("utf8", 0, end) + CUT_MARK;
}
