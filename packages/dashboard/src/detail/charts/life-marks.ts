/** Where the charts' time axis says that a process ended, and that another began. Pure. */
import type { LastExit } from "@clusterdeck/shared";
import { exitStatus, isUnasked } from "../../format/exit.ts";
import { indexAt, shareAt, type Span } from "../../series/cursor.ts";

export interface EndMark {
  /** Unasked: nobody and no limit had wanted it. */
  readonly kind: "unasked" | "asked";
  readonly at: number;
  /** In the plot: 0 is its left edge, 1 its right one. */
  readonly share: number;
  readonly words: string;
}

export interface BirthMark {
  readonly at: number;
  readonly share: number;
  readonly generation: number;
}

/** A name nearer to the one before it, or to an end that follows, could not be read. */
const NAME_SHARE = 0.055;

export function endMarks(lives: readonly LastExit[], span: Span): EndMark[] {
  return lives
    .filter(({ at }) => isWithin(at, span))
    .map((life) => ({
      kind: isUnasked(life.cause) ? "unasked" : "asked",
      at: life.at,
      share: shareAt(life.at, span),
      words: `g${life.generation} ended: ${exitStatus(life)}`,
    }));
}

/**
 * Only those whose names can be read.
 *
 * @param current the process that is there now; null for none
 */
export function birthMarks(
  lives: readonly LastExit[],
  current: { readonly generation: number; readonly startedAt: number } | null,
  span: Span,
): BirthMark[] {
  const births = lives.map(({ generation, at, uptimeMs }) => ({ generation, at: at - uptimeMs }));
  if (current !== null) births.push({ generation: current.generation, at: current.startedAt });
  const marks: BirthMark[] = [];
  for (const { generation, at } of births.sort((a, b) => a.at - b.at)) {
    const share = shareAt(at, span);
    const before = marks.at(-1)?.share ?? Number.NEGATIVE_INFINITY;
    const isHidden = lives.some(
      (life) => life.at > at && shareAt(life.at, span) < share + NAME_SHARE,
    );
    if (isWithin(at, span) && share - before >= NAME_SHARE && !isHidden) {
      marks.push({ at, share, generation });
    }
  }
  return marks;
}

/** What happened in the second of the cursor. */
export function wordsAt(marks: readonly EndMark[], at: number, span: Span): string[] {
  const index = indexAt(at, span);
  return marks.filter((mark) => indexAt(mark.at, span) === index).map(({ words }) => words);
}

function isWithin(at: number, span: Span): boolean {
  const share = shareAt(at, span);
  return share >= 0 && share <= 1;
}
