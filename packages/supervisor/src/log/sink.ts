/** A standard stream. */
export interface Sink {
  readonly write: (text: string) => unknown;
  readonly writableLength: number;
  /** Its reader has gone. */
  readonly destroyed?: boolean;
}

export interface BoundedSink {
  /** One of our own lines: there is room for it when the workers' have filled theirs. */
  readonly say: (line: string) => void;
  /** Lines of a worker, as one write; `form` makes of each what is written. */
  readonly pass: (lines: readonly string[], form: (line: string) => string) => void;
}

/** What may wait for a slow terminal; beyond it lines are dropped and counted. */
const UNWRITTEN_OUTPUT_BYTES = 1024 * 1024;
const UNWRITTEN_BYTES = 2 * UNWRITTEN_OUTPUT_BYTES;

/** @param notice says how many lines are missing, in their place */
export function boundedSink(sink: Sink, notice: (dropped: number) => string): BoundedSink {
  let dropped = 0;
  const put = (count: number, limitBytes: number, text: () => string) => {
    if (sink.destroyed === true) return;
    if (sink.writableLength > limitBytes) {
      dropped += count;
      return;
    }
    const before = dropped === 0 ? "" : `${notice(dropped)}\n`;
    dropped = 0;
    sink.write(before + text());
  };
  return {
    say: (line) => put(1, UNWRITTEN_BYTES, () => `${line}\n`),
    pass: (lines, form) =>
      put(lines.length, UNWRITTEN_OUTPUT_BYTES, () =>
        lines.map((line) => `${form(line)}\n`).join(""),
      ),
  };
}
