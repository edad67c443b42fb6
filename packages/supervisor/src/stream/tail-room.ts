import type { WorkerView } from "@clusterdeck/shared";

/** Of all workers' last lines of stderr in one snapshot: sixteen full ones would be 262 kB. */
const TAILS_CHARACTERS = 48 * 1024;

/**
 * Cuts the longest tails, at their oldest lines, until all of them have room together. The whole of
 * each can be asked for by itself.
 */
export function withinTailRoom<Worker extends Pick<WorkerView, "lastExit">>(
  workers: readonly Worker[],
): Worker[] {
  const sizes = workers.map(({ lastExit }) => sizeOf(lastExit?.stderrTail ?? []));
  const most = fairShare(sizes, TAILS_CHARACTERS);
  return workers.map((worker, at) => {
    const { lastExit } = worker;
    if (lastExit === null || (sizes[at] ?? 0) <= most) return worker;
    return { ...worker, lastExit: { ...lastExit, stderrTail: newest(lastExit.stderrTail, most) } };
  });
}

/** The most that each may have, so that small ones keep all and the large ones share the rest. */
export function fairShare(sizes: readonly number[], room: number): number {
  let left = room;
  const ascending = sizes.toSorted((a, b) => a - b);
  for (const [at, size] of ascending.entries()) {
    const share = left / (ascending.length - at);
    if (size > share) return share;
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}

function newest(lines: readonly string[], room: number): string[] {
  let size = 0;
  return lines
    .toReversed()
    .filter((line) => (size += line.length) <= room)
    .toReversed();
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
