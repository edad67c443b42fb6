import { OUTPUT_STREAMS, type OutputStream } from "@clusterdeck/shared";
import { DROPS_TOLD_AFTER_MS } from "../log/limits.ts";
import { createStreamBudget, type OutputBudget } from "./output-budget.ts";
import { createOutputLines } from "./output-lines.ts";

/** The two streams of one process. */
export interface ProcessOutput {
  readonly push: (stream: OutputStream, chunk: Buffer) => void;
  readonly end: () => void;
}

export interface ProcessOutputListener {
  readonly lines: (stream: OutputStream, lines: readonly string[]) => void;
  readonly dropped: (stream: OutputStream, lines: number) => void;
}

/**
 * Each stream has a budget of its own: a flood of stdout leaves room for the errors on stderr.
 *
 * @param fleet the budget that all processes share
 */
export function createProcessOutput(
  fleet: OutputBudget,
  listener: ProcessOutputListener,
): ProcessOutput {
  const linesOf = (stream: OutputStream) =>
    createOutputLines(createStreamBudget(fleet), {
      lines: (lines) => listener.lines(stream, lines),
      dropped: (lines) => listener.dropped(stream, lines),
    });
  const streams = { stdout: linesOf("stdout"), stderr: linesOf("stderr") };
  let tellLater: NodeJS.Timeout | null = null;
  const tellDropped = () => {
    tellLater = null;
    for (const stream of OUTPUT_STREAMS) streams[stream].tellDropped();
  };
  return {
    push: (stream, chunk) => {
      streams[stream].push(chunk, performance.now());
      if (streams[stream].untold() > 0) tellLater ??= setTimeout(tellDropped, DROPS_TOLD_AFTER_MS);
    },
    end: () => {
      if (tellLater !== null) clearTimeout(tellLater);
      for (const stream of OUTPUT_STREAMS) streams[stream].end();
    },
  };
}
