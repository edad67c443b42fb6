/**
 * What one reader is sent, and when. The rules, as docs/protocol.md promises them:
 *
 * - Changes go out at once and in order, as long as not too much is on its way.
 * - What comes beyond that waits. When more waits than a reader may have waiting, all of it is
 *   dropped: a fresh snapshot is owed instead, and sent when everything on its way has arrived.
 * - Of the metrics one is on its way at most, and only the latest waits.
 *
 * Whether something has arrived is told by marks: a mark travels behind what was sent, and comes
 * back once the reader has read as far. The socket's own buffer would not do: the kernel takes about
 * 4 MB before any of it shows there.
 */

/** Changes that may be on their way, and bytes of whatever kind. */
export const WINDOW = 256;
export const WINDOW_BYTES = 1024 * 1024;
/** What may wait behind them. */
export const MOST_WAITING = 256;
export const MOST_WAITING_BYTES = 512 * 1024;
/** A mark that has not come back for so long: the reader reads nothing. */
export const LONGEST_SILENCE_MS = 30_000;

export interface NumberedFrame {
  readonly seq: number;
  readonly data: Buffer;
}

/** Where frames go. */
export interface OutboxLink {
  readonly send: (data: Buffer) => void;
  /** Travels behind what was sent; `arrived` is called with it when it comes back. */
  readonly mark: (mark: number) => void;
  readonly snapshot: () => NumberedFrame;
}

/** What has not been sent yet. */
type Backlog =
  | { readonly kind: "none" }
  | { readonly kind: "changes"; readonly frames: NumberedFrame[]; bytes: number }
  | { readonly kind: "snapshot" };

interface Mark {
  readonly id: number;
  readonly seq: number;
  readonly bytes: number;
  readonly sentMs: number;
}

export interface Outbox {
  readonly change: (frame: NumberedFrame, nowMs: number) => void;
  readonly metrics: (data: Buffer, nowMs: number) => void;
  /** The reader asked for a fresh snapshot. */
  readonly resync: (nowMs: number) => void;
  readonly arrived: (mark: number, nowMs: number) => void;
  readonly isStuck: (nowMs: number) => boolean;
}

/** @param first the snapshot, or what a reader that comes back has missed: it is sent at once */
export function createOutbox(link: OutboxLink, first: NumberedFrame, nowMs: number): Outbox {
  let sentSeq = first.seq;
  let arrivedSeq = first.seq;
  let sentBytes = 0;
  let arrivedBytes = 0;
  let backlog: Backlog = { kind: "none" };
  let owedMetrics: Buffer | null = null;
  /** Behind the metrics that are on their way; null when none are. */
  let metricsMark: number | null = null;
  let marks = 0;
  let mark: Mark | null = null;
  let hasUnmarked = false;

  const sendMark = (atMs: number) => {
    if (mark !== null || !hasUnmarked) return;
    hasUnmarked = false;
    marks += 1;
    mark = { id: marks, seq: sentSeq, bytes: sentBytes, sentMs: atMs };
    link.mark(marks);
  };
  const send = (data: Buffer, atMs: number) => {
    link.send(data);
    sentBytes += data.length;
    hasUnmarked = true;
    sendMark(atMs);
  };
  const sendNumbered = (frame: NumberedFrame, atMs: number) => {
    sentSeq = frame.seq;
    send(frame.data, atMs);
  };
  const mayGo = () => sentSeq - arrivedSeq < WINDOW && sentBytes - arrivedBytes < WINDOW_BYTES;

  const sendBacklog = (atMs: number) => {
    if (backlog.kind === "snapshot") {
      if (mark !== null || hasUnmarked) return;
      // Taken while changes are dropped still: one that this brings about is in it.
      const frame = link.snapshot();
      backlog = { kind: "none" };
      // Its history ends with them.
      owedMetrics = null;
      sendNumbered(frame, atMs);
      arrivedSeq = sentSeq - 1;
    } else if (backlog.kind === "changes") {
      const { frames } = backlog;
      while (mayGo()) {
        const next = frames.shift();
        if (next === undefined) {
          backlog = { kind: "none" };
          return;
        }
        backlog.bytes -= next.data.length;
        sendNumbered(next, atMs);
      }
    }
  };
  const sendMetrics = (atMs: number) => {
    if (owedMetrics === null || metricsMark !== null || backlog.kind !== "none") return;
    const data = owedMetrics;
    owedMetrics = null;
    // If a mark is out already it was sent before these, so theirs is the one that follows it.
    metricsMark = marks + 1;
    send(data, atMs);
  };

  send(first.data, nowMs);
  return {
    change: (frame, atMs) => {
      // A change may come after the snapshot that has it: many readers are told in several turns.
      if (backlog.kind === "snapshot" || frame.seq <= sentSeq) return;
      if (backlog.kind === "none") {
        if (mayGo()) return sendNumbered(frame, atMs);
        backlog = { kind: "changes", frames: [], bytes: 0 };
      }
      backlog.frames.push(frame);
      backlog.bytes += frame.data.length;
      const isTooMuch = backlog.frames.length > MOST_WAITING || backlog.bytes > MOST_WAITING_BYTES;
      if (isTooMuch) backlog = { kind: "snapshot" };
    },
    metrics: (data, atMs) => {
      owedMetrics = data;
      sendMetrics(atMs);
    },
    resync: (atMs) => {
      backlog = { kind: "snapshot" };
      sendBacklog(atMs);
    },
    arrived: (id, atMs) => {
      if (mark === null || id !== mark.id) return;
      arrivedSeq = mark.seq;
      arrivedBytes = mark.bytes;
      mark = null;
      if (metricsMark !== null && metricsMark <= id) metricsMark = null;
      sendMark(atMs);
      sendBacklog(atMs);
      sendMetrics(atMs);
    },
    isStuck: (atMs) => mark !== null && atMs - mark.sentMs > LONGEST_SILENCE_MS,
  };
}
