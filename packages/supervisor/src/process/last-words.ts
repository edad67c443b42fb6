import type { ExitFacts } from "../lifecycle/exit-cause.ts";
import { createOutputLines, type OutputLines } from "./output-lines.ts";

const STDERR_TAIL_LINES = 50;
/** It travels to every page with each change of its slot. */
const STDERR_TAIL_CHARACTERS = 16 * 1024;
const STDERR_LINE_CHARACTERS = 2 * 1024;

/** What is kept of a process in case it dies: the end of its stderr and its uncaught error. */
export interface LastWords {
  readonly stdout: OutputLines;
  readonly stderr: OutputLines;
  readonly setFatal: (line: string) => void;
  readonly said: () => Pick<ExitFacts, "stderrTail" | "fatal">;
}

export function createLastWords(
  onLine: (stream: "stdout" | "stderr", line: string) => void,
): LastWords {
  const tail: string[] = [];
  let tailCharacters = 0;
  let fatal: string | null = null;
  return {
    stdout: createOutputLines((line) => onLine("stdout", line)),
    stderr: createOutputLines((line) => {
      const kept = line.slice(0, STDERR_LINE_CHARACTERS);
      tail.push(kept);
      tailCharacters += kept.length;
      while (tail.length > STDERR_TAIL_LINES || tailCharacters > STDERR_TAIL_CHARACTERS) {
        tailCharacters -= tail.shift()?.length ?? 0;
      }
      onLine("stderr", line);
    }),
    setFatal: (line) => {
      fatal = line;
    },
    said: () => ({ stderrTail: [...tail], fatal }),
  };
}
