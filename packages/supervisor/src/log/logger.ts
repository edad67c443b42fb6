import type { FleetEvent } from "@clusterdeck/shared";

/** Where the supervisor says what happens: for people, or one JSON object a line. */
export interface Logger {
  readonly event: (event: FleetEvent) => void;
  readonly output: (
    slot: number,
    pid: number | null,
    stream: "stdout" | "stderr",
    line: string,
  ) => void;
  /** The supervisor's own words; `fields` are what a program reads. */
  readonly say: (name: string, text: string, fields?: Record<string, unknown>) => void;
  readonly warn: (text: string) => void;
}

export interface Sink {
  readonly write: (text: string) => unknown;
  readonly writableLength: number;
  /** Its reader has gone. */
  readonly destroyed?: boolean;
}

/** What may wait for a slow terminal; beyond it lines are dropped and counted. */
const UNWRITTEN_LIMIT_BYTES = 1024 * 1024;

export function createLogger(isJson: boolean, out: Sink, err: Sink, now: () => Date): Logger {
  const write = bounded(out, isJson ? droppedJson : droppedText);
  return isJson ? jsonLogger(write, now) : textLogger(write, bounded(err, droppedText), now);
}

function bounded(sink: Sink, notice: (dropped: number) => string): (line: string) => void {
  let dropped = 0;
  return (line) => {
    if (sink.destroyed === true) return;
    if (sink.writableLength > UNWRITTEN_LIMIT_BYTES) {
      dropped += 1;
      return;
    }
    if (dropped > 0) sink.write(`${notice(dropped)}\n`);
    dropped = 0;
    sink.write(`${line}\n`);
  };
}

const droppedText = (count: number) =>
  `clusterdeck: ${count} lines dropped, the terminal is too slow`;
const droppedJson = (count: number) => JSON.stringify({ event: "dropped", lines: count });

function jsonLogger(write: (line: string) => void, now: () => Date): Logger {
  const put = (fields: Record<string, unknown>) => {
    write(JSON.stringify({ time: now().toISOString(), ...fields }));
  };
  return {
    event: ({ kind, at: _at, id: _id, ...fields }) => put({ event: kind, ...fields }),
    output: (slot, pid, stream, line) => put({ event: "output", slot, pid, stream, line }),
    say: (name, text, fields = {}) => put({ event: name, message: text.trim(), ...fields }),
    warn: (text) => put({ event: "warning", message: text }),
  };
}

function textLogger(
  write: (line: string) => void,
  writeError: (line: string) => void,
  now: () => Date,
): Logger {
  const clock = () => now().toTimeString().slice(0, 8);
  return {
    event: ({ slot, pid, generation, message }) => {
      const who = slot === null ? "" : `worker ${slot} `;
      const which = pid === null || generation === null ? "" : `(pid ${pid}, g${generation}) `;
      write(`${clock()} ${who}${which}${clean(message)}`);
    },
    output: (slot, _pid, stream, line) => {
      const text = `[${slot}] ${clean(line)}`;
      if (stream === "stderr") writeError(text);
      else write(text);
    },
    say: (_name, text) => write(text),
    warn: (text) => writeError(`clusterdeck: ${text}`),
  };
}

/** An app's text may hold sequences that drive the terminal; only colours are let through. */
export function clean(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replaceAll(/\u001B\[[0-9;]*m|[\u0000-\u0008\u000B-\u001F\u007F\u0080-\u009F]/g, (found) =>
        found.startsWith("\u001B[") ? found : "",
      )
  );
}
