/**
 * How much of what a recording may hold, and how far its numbers go. A supervisor's own recordings
 * keep well within; one that someone has made up could otherwise have the page draw for minutes, or
 * fail at a time that no `Date` has. Pure, and asks nothing of what it is given.
 */
import { HISTORY_SECONDS, LIVES_KEPT, MAX_SLOT, MAX_WORKERS } from "@clusterdeck/shared";

/**
 * Of each list, by its name. Those of the supervisor are in its metrics/history.ts (transitions,
 * events) and log/limits.ts (logs, stderrTail).
 */
const MOST_ENTRIES = new Map<string, number>(
  Object.entries({
    workers: MAX_SLOT,
    slots: MAX_SLOT,
    details: MAX_SLOT,
    transitions: 5_000,
    events: 500,
    // Twice what is kept at a time: it is taken slot by slot, while slots come and go.
    logs: 128_000,
    // The same, of supervisor's conversation/limits.ts.
    conversation: 32_000,
    stderrTail: 50,
    lives: LIVES_KEPT,
    // A slot's processes that finish their work: one for each reload within the grace.
    retiring: MAX_SLOT,
    // As many as there are.
    ports: 65_535,
  }),
);
/** Of any other list: they are the columns, with an entry a second. */
const MOST_IN_COLUMN = HISTORY_SECONDS;

/** The longest text is a line of a log: 8 KiB and the mark that it was cut. This is twice as much. */
const MOST_CHARACTERS = 16 * 1024;

/** A recording nests seven deep; a later version may go further, but a stack has its end. */
const DEEPEST = 32;

interface Range {
  readonly from: number;
  readonly to: number;
}

const SLOTS: Range = { from: 1, to: MAX_SLOT };
/**
 * Milliseconds since the epoch, to the year 5138: no time that is reckoned from one of these is out
 * of the range of a `Date`, which is 86 times as far. 0 stands where nothing has been measured.
 */
const TIMES: Range = { from: 0, to: 1e14 };

/** Of each number, by its name. */
const RANGES = new Map<string, Range>(
  Object.entries({
    slot: SLOTS,
    target: { from: 0, to: MAX_WORKERS },
    at: TIMES,
    since: TIMES,
    startedAt: TIMES,
    endsAt: TIMES,
  }),
);

/** The first place that is out of bounds, in a sentence without its subject; null where none is. */
export function boundsProblem(recording: object): string | null {
  return objectProblem(recording, "", 0);
}

function objectProblem(value: object, path: string, depth: number): string | null {
  if (depth > DEEPEST) return `${path} is nested deeper than any recording.`;
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [key, item] of entries) {
    // Most are entries of columns, and there are millions of them.
    if (item === null || (typeof item === "number" && typeof key === "number")) continue;
    const problem = itemProblem(item, String(key), `${path}/${key}`, depth);
    if (problem !== null) return problem;
  }
  return null;
}

function itemProblem(item: unknown, key: string, path: string, depth: number): string | null {
  switch (typeof item) {
    case "number":
      return rangeProblem(item, key, path);
    case "string":
      if (item.length <= MOST_CHARACTERS) return null;
      return `${path} has ${item.length} characters, and no text has more than ${MOST_CHARACTERS}.`;
    case "object":
      return countProblem(item, key, path) ?? objectProblem(item ?? {}, path, depth + 1);
    default:
      return null;
  }
}

function countProblem(item: unknown, key: string, path: string): string | null {
  if (!Array.isArray(item)) return null;
  const most = MOST_ENTRIES.get(key) ?? MOST_IN_COLUMN;
  if (item.length <= most) return null;
  return `${path} has ${item.length} entries, and there are ${most} at most.`;
}

function rangeProblem(item: number, key: string, path: string): string | null {
  const range = RANGES.get(key);
  if (range === undefined || (item >= range.from && item <= range.to)) return null;
  return `${path} is ${item}, and it goes from ${range.from} to ${range.to}.`;
}
