import { memo } from "react";
import { formatFullTime, formatPreciseTimeOfDay } from "../../format/time-of-day.ts";
import type { LogBlock } from "./log-buffer.ts";
import type { LogRow } from "./log-rows.ts";
import { isSame, piecesOf, type Match, type Piece } from "./log-search.ts";
import { noteWords } from "./log-text.ts";
import styles from "./log.module.css";
import { PLAIN } from "./sgr.ts";

/** Of a row that is not broken, for the room that a block out of sight takes. */
const ROW_PX = 18;

export interface LogBlockRowsProps {
  readonly block: LogBlock;
  readonly matches: readonly Match[];
  /** The match that one has gone to; null when it is in another block. */
  readonly current: Match | null;
}

export const LogBlockRows = memo(function LogBlockRows(props: LogBlockRowsProps) {
  const { block, matches, current } = props;
  const { start, rows } = block;
  return (
    <div
      className={styles.block}
      style={{ containIntrinsicBlockSize: `auto ${rows.length * ROW_PX}px` }}
    >
      {rows.map((row, index) => {
        const place = start + index;
        if (row.kind !== "line") return <Note key={place} row={row} />;
        const own = matches.length === 0 ? matches : matches.filter((match) => match.row === place);
        return <Line key={place} row={row} place={place} matches={own} current={current} />;
      })}
    </div>
  );
});

interface LineProps {
  readonly row: Extract<LogRow, { kind: "line" }>;
  readonly place: number;
  readonly matches: readonly Match[];
  readonly current: Match | null;
}

function Line({ row, place, matches, current }: LineProps) {
  const { at, stream, spans } = row;
  return (
    <div className={styles.line} data-stream={stream} data-row={place}>
      <time className={styles.time} title={formatFullTime(at)}>
        {formatPreciseTimeOfDay(at)}
      </time>
      <span className={styles.stream}>{stream === "stderr" ? "err" : "out"}</span>
      <span className={styles.text}>
        {piecesOf(spans, matches).map((piece, index) => (
          // A line never changes, but for what is marked in it.
          // oxlint-disable-next-line react/no-array-index-key
          <PieceText key={index} piece={piece} current={current} />
        ))}
      </span>
    </div>
  );
}

function PieceText({ piece, current }: { piece: Piece; current: Match | null }) {
  const { text, style, match } = piece;
  const marked =
    match === null ? text : <mark data-current={isSame(match, current) || undefined}>{text}</mark>;
  if (style === PLAIN) return marked;
  const { fg, bg, inverse, bold, dim, italic, underline, strike } = style;
  return (
    <span
      className={styles.sgr}
      data-fg={inverse ? undefined : fg}
      data-bg={inverse ? (fg ?? "white") : bg}
      data-bold={bold || undefined}
      data-dim={dim || undefined}
      data-italic={italic || undefined}
      data-underline={underline || undefined}
      data-strike={strike || undefined}
    >
      {marked}
    </span>
  );
}

function Note({ row }: { row: Exclude<LogRow, { kind: "line" }> }) {
  return (
    <p className={styles.note} data-kind={row.kind}>
      {noteWords(row)}
    </p>
  );
}
