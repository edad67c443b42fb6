import type { ExitFacts } from "../lifecycle/exit-cause.ts";
import { plain } from "../log/clean.ts";
import { createStderrTail, shortened } from "./stderr-tail.ts";

/** What is kept of a process in case it dies: the end of its stderr and its uncaught error. */
export interface LastWords {
  readonly addStderr: (chunk: Buffer) => void;
  readonly setFatal: (line: string) => void;
  readonly said: () => Pick<ExitFacts, "stderrTail" | "fatal">;
}

export function createLastWords(): LastWords {
  const stderr = createStderrTail();
  let fatal: string | null = null;
  return {
    addStderr: stderr.push,
    setFatal: (line) => {
      fatal = shortened(plain(line));
    },
    said: () => ({ stderrTail: stderr.lines(), fatal }),
  };
}
