import type { ExitFacts } from "../lifecycle/exit-cause.ts";
import { createOutputLines, type OutputLines } from "./output-lines.ts";

const STDERR_TAIL_LINES = 50;

/** What is kept of a process in case it dies: the end of its stderr and its uncaught error. */
export interface LastWords {
  readonly stdout: OutputLines;
  readonly stderr: OutputLines;
  readonly setFatal: (line: string) => void;
  readonly facts: (code: number | null, signal: string | null) => ExitFacts;
}

export function createLastWords(
  onLine: (stream: "stdout" | "stderr", line: string) => void,
): LastWords {
  const tail: string[] = [];
  let fatal: string | null = null;
  return {
    stdout: createOutputLines((line) => onLine("stdout", line)),
    stderr: createOutputLines((line) => {
      tail.push(line);
      if (tail.length > STDERR_TAIL_LINES) tail.shift();
      onLine("stderr", line);
    }),
    setFatal: (line) => {
      fatal = line;
    },
    facts: (code, signal) => ({ code, signal, stderrTail: [...tail], fatal }),
  };
}
