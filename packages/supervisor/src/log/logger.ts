import type { FleetEvent } from "@clusterdeck/shared";
import { clean } from "./clean.ts";
import { OUTPUT_RATE } from "./limits.ts";
import type { OutputSource } from "./log-book.ts";
import { boundedSink, type BoundedSink, type Sink } from "./sink.ts";

/** Where the supervisor says what happens: for people, or one JSON object a line. */
export interface Logger {
  readonly event: (event: FleetEvent) => void;
  /** What a worker wrote, cleaned. */
  readonly output: (source: OutputSource, lines: readonly string[]) => void;
  /** So many lines of a worker came too fast to be taken. */
  readonly outputDropped: (source: OutputSource, lines: number) => void;
  /** The supervisor's own words; `fields` are what a program reads. */
  readonly say: (name: string, text: string, fields?: Record<string, unknown>) => void;
  readonly warn: (text: string) => void;
}

export function createLogger(isJson: boolean, out: Sink, err: Sink, now: () => Date): Logger {
  const sink = boundedSink(out, isJson ? droppedJson : droppedText);
  return isJson ? jsonLogger(sink, now) : textLogger(sink, boundedSink(err, droppedText), now);
}

const droppedText = (count: number) =>
  `clusterdeck: ${linesWord(count)} dropped, the terminal is too slow`;
const droppedJson = (count: number) => JSON.stringify({ event: "dropped", lines: count });

const number = (value: number) => value.toLocaleString("en-US");
const linesWord = (count: number) => `${number(count)} ${count === 1 ? "line" : "lines"}`;
const RATE = `${number(OUTPUT_RATE.linesPerSecond)} lines or ${number(OUTPUT_RATE.bytesPerSecond / 1024)} KiB`;

function jsonLogger(sink: BoundedSink, now: () => Date): Logger {
  const put = (fields: Record<string, unknown>) => {
    sink.say(JSON.stringify({ time: now().toISOString(), ...fields }));
  };
  return {
    event: ({ kind, at: _at, id: _id, ...fields }) => put({ event: kind, ...fields }),
    output: (source, lines) => {
      // Encoded once for all of them: for each line anew it would take most of the time.
      const about = JSON.stringify({ time: now().toISOString(), event: "output", ...source });
      const open = about.slice(0, -1);
      sink.pass(lines, (line) => `${open},"line":${JSON.stringify(line)}}`);
    },
    outputDropped: (source, lines) => put({ event: "output-dropped", ...source, lines }),
    say: (name, text, fields = {}) => put({ event: name, message: text.trim(), ...fields }),
    warn: (text) => put({ event: "warning", message: text }),
  };
}

function textLogger(out: BoundedSink, err: BoundedSink, now: () => Date): Logger {
  const clock = () => now().toTimeString().slice(0, 8);
  const sinks = { stdout: out, stderr: err };
  return {
    event: ({ slot, pid, generation, message }) => {
      const who = slot === null ? "" : `worker ${slot} `;
      const which = pid === null || generation === null ? "" : `(pid ${pid}, g${generation}) `;
      out.say(`${clock()} ${who}${which}${clean(message)}`);
    },
    output: ({ slot, stream }, lines) => sinks[stream].pass(lines, (line) => `[${slot}] ${line}`),
    outputDropped: ({ slot, stream }, lines) =>
      sinks[stream].say(`[${slot}] ${linesWord(lines)} dropped: more than ${RATE} a second`),
    say: (_name, text) => out.say(text),
    warn: (text) => err.say(`clusterdeck: ${text}`),
  };
}
