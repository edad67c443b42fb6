/** Where the words that are searched for stand in a log. Pure. */
import type { LogBlock } from "./log-buffer.ts";
import type { LogRow } from "./log-rows.ts";
import type { Span, SgrStyle } from "./sgr.ts";

export interface Match {
  /** The row's place among all that there ever were. */
  readonly row: number;
  /** In the row's text. */
  readonly from: number;
  readonly to: number;
}

/** In one line; a word of one letter may be in it thousands of times. */
const MOST_IN_A_LINE = 50;

/** Finds words in any case. Blocks that did not change are not searched anew. */
export type LogSearch = (block: LogBlock) => readonly Match[];

export function createLogSearch(words: string): LogSearch {
  if (words === "") return () => NONE;
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), "gi");
  const known = new WeakMap<LogBlock, readonly Match[]>();
  return (block) => {
    const found = known.get(block) ?? matchesIn(block, pattern);
    known.set(block, found);
    return found;
  };
}

const NONE: readonly Match[] = [];

function matchesIn({ start, rows }: LogBlock, pattern: RegExp): Match[] {
  return rows.flatMap((row, index) => matchesInRow(row, start + index, pattern));
}

function matchesInRow(row: LogRow, place: number, pattern: RegExp): Match[] {
  if (row.kind !== "line") return [];
  const matches: Match[] = [];
  for (const { index, 0: text } of row.text.matchAll(pattern)) {
    matches.push({ row: place, from: index, to: index + text.length });
    if (matches.length === MOST_IN_A_LINE) break;
  }
  return matches;
}

/** A stretch of a line that is drawn in one go. */
export interface Piece {
  readonly text: string;
  readonly style: SgrStyle;
  readonly match: Match | null;
}

/** Cuts a line's spans where a match begins and ends. @param matches of this line, in order */
export function piecesOf(spans: readonly Span[], matches: readonly Match[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { text, style } of spans) {
    const end = at + text.length;
    let cut = at;
    const take = (to: number, match: Match | null) => {
      if (to > cut) pieces.push({ text: text.slice(cut - at, to - at), style, match });
      cut = Math.max(cut, to);
    };
    for (const match of matches) {
      if (match.to <= at || match.from >= end) continue;
      take(Math.min(match.from, end), null);
      take(Math.min(match.to, end), match);
    }
    take(end, null);
    at = end;
  }
  return pieces;
}

/** The match that comes after the one that is shown, or before it; round at the ends. */
export function neighbour(
  matches: readonly Match[],
  shown: Match | null,
  step: 1 | -1,
): Match | null {
  const index = shown === null ? -1 : matches.findIndex((match) => isSame(match, shown));
  // Upward from the end of a log that is followed: the newest comes first.
  const next = index === -1 ? (step === 1 ? 0 : matches.length - 1) : index + step;
  return matches.at(next % matches.length) ?? null;
}

export function isSame(one: Match, other: Match | null): boolean {
  return one.row === other?.row && one.from === other.from;
}
