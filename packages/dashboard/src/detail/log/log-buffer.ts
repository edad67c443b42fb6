/**
 * The newest rows of one slot's log, and how news of it changes them. Pure; in blocks, so that what did
 * not change keeps its reference and is not drawn anew.
 */
import type { LogNews } from "../../socket/slot-feed.ts";
import { hasOrigin, rowsOf, type LogRow } from "./log-rows.ts";

export const ROWS_KEPT = 2_000;
const BLOCK_ROWS = 50;

export interface LogBlock {
  /** The place of its first row among all that there ever were. */
  readonly start: number;
  readonly rows: readonly LogRow[];
}

export interface LogBuffer {
  /** Null before the first news. */
  readonly epoch: string | null;
  readonly blocks: readonly LogBlock[];
}

export const EMPTY_LOG: LogBuffer = { epoch: null, blocks: [] };

export function logAfter(log: LogBuffer, news: LogNews): LogBuffer {
  const isRestarted = log.epoch !== null && log.epoch !== news.epoch;
  const known = isRestarted ? log : news.isWhole ? beforeWhole(log, news) : log;
  const rows: LogRow[] = [];
  if (isRestarted) rows.push({ kind: "restarted" });
  if (known !== log && known.blocks.length > 0 && !isOverlapping(log, news)) {
    rows.push({ kind: "unknown" });
  }
  if (news.skipped > 0) rows.push({ kind: "skipped", count: news.skipped });

  let before = isRestarted ? null : lastOrigin(known);
  for (const entry of news.entries) {
    if (before !== null && entry.id <= before.id) continue;
    const added = rowsOf(entry, before);
    rows.push(...added);
    before = added.findLast(hasOrigin) ?? before;
  }
  const { blocks } = known;
  return { epoch: news.epoch, blocks: rows.length === 0 ? blocks : trimmed(append(blocks, rows)) };
}

/** Where the next row goes, among all that there ever were. */
export function endOf({ blocks }: LogBuffer): number {
  const last = blocks.at(-1);
  return last === undefined ? 0 : last.start + last.rows.length;
}

/** News that begins at the oldest line that is kept tells some of what is here once more. */
function beforeWhole(log: LogBuffer, { entries }: LogNews): LogBuffer {
  const [first] = entries;
  if (first === undefined) return log;
  const rows = log.blocks.flatMap((block) => block.rows);
  const cut = rows.findIndex((row) => hasOrigin(row) && row.id >= first.id);
  const kept = cut === -1 ? rows : rows.slice(0, cut);
  while (kept.length > 0 && !hasOrigin(kept.at(-1) as LogRow)) kept.pop();
  return { ...log, blocks: append([], kept, log.blocks[0]?.start) };
}

function isOverlapping(log: LogBuffer, { entries }: LogNews): boolean {
  const last = lastOrigin(log);
  const [first] = entries;
  return last === null || first === undefined || first.id <= last.id;
}

function lastOrigin({ blocks }: LogBuffer) {
  for (const { rows } of blocks.toReversed()) {
    const found = rows.findLast(hasOrigin);
    if (found !== undefined) return found;
  }
  return null;
}

function append(blocks: readonly LogBlock[], rows: readonly LogRow[], start = 0): LogBlock[] {
  const next = [...blocks];
  let rest = rows;
  const open = next.at(-1);
  if (open !== undefined && open.rows.length < BLOCK_ROWS) {
    const room = BLOCK_ROWS - open.rows.length;
    next[next.length - 1] = { start: open.start, rows: [...open.rows, ...rest.slice(0, room)] };
    rest = rest.slice(room);
  }
  let at = open === undefined ? start : open.start + (next.at(-1)?.rows.length ?? 0);
  for (let index = 0; index < rest.length; index += BLOCK_ROWS) {
    const block = { start: at, rows: rest.slice(index, index + BLOCK_ROWS) };
    next.push(block);
    at += block.rows.length;
  }
  return next;
}

/** Whole blocks go, as long as enough rows stay. */
function trimmed(blocks: readonly LogBlock[]): readonly LogBlock[] {
  let surplus = blocks.reduce((sum, { rows }) => sum + rows.length, 0) - ROWS_KEPT;
  let gone = 0;
  for (const { rows } of blocks) {
    if (rows.length > surplus) break;
    surplus -= rows.length;
    gone += 1;
  }
  return gone === 0 ? blocks : blocks.slice(gone);
}
