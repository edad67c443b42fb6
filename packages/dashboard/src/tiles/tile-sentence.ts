/** The one sentence that a tile shows, with the numbers that run. Pure. */
import type { LastExit } from "@clusterdeck/shared";
import { formatRemaining, formatShort } from "../format/duration.ts";
import { causeWords, exitStatus, isUnasked } from "../format/exit.ts";
import { formatCount, plural } from "../format/number.ts";
import { sentence } from "../format/sentence.ts";
import type { Cadence } from "../store/clock.ts";
import type { WorkerRow } from "../store/deck.ts";

export type Tone = "quiet" | "good" | "info" | "warn" | "bad" | "stuck";

export interface TileSentence {
  readonly text: string;
  readonly tone: Tone;
}

export interface SentenceTime {
  /** By the page's clock. */
  readonly pageMs: number;
  /** By the supervisor's clock. */
  readonly serverMs: number;
}

/** How long a replacement after a death stays news. */
const NEWS_MS = 2 * 60_000;

/** Shorter times are told in tenths of a second. */
const TENTHS_BELOW_MS = 10_000;

/** How often the sentence changes by itself. */
export function sentenceCadence(row: WorkerRow, time: SentenceTime): Cadence {
  const { worker } = row;
  const counted = countedMs(row, time);
  // Each drawing costs the page a frame, and something may go on for long.
  if (counted !== null) return counted > 0 && counted < TENTHS_BELOW_MS ? "tenth" : "second";
  if (worker.state === "unresponsive") return "second";
  // A replacement turns from news into history only once, and the second is soon enough.
  const isSettled = worker.state === "serving" || worker.state === "running";
  return isSettled && worker.lastExit !== null ? "second" : "never";
}

/** The time that the sentence tells, up to now or from now on; null where it tells none. */
function countedMs(row: WorkerRow, { pageMs, serverMs }: SentenceTime): number | null {
  const { state, pid, since, restartInMs, deadlineInMs, successor, retiring } = row.worker;
  const left = (inMs: number | null) => (inMs === null ? null : remainingMs(inMs, row, pageMs));
  switch (state) {
    case "starting":
      return pid === null ? null : serverMs - since;
    case "draining":
      return left(deadlineInMs);
    case "backoff":
      return left(restartInMs);
    case "serving":
    case "running":
      return successor === null
        ? left(retiring[0]?.deadlineInMs ?? null)
        : serverMs - successor.since;
    default:
      return null;
  }
}

/** What goes on in the worker now; null where that is not known. */
export interface OpenWork {
  readonly inFlight: number | null;
  readonly connections: number | null;
  readonly threads: number | null;
}

export const NOTHING_KNOWN: OpenWork = { inFlight: null, connections: null, threads: null };

/** @returns null when all is well and nothing is known of its work */
export function tileSentence(
  row: WorkerRow,
  open: OpenWork,
  time: SentenceTime,
): TileSentence | null {
  const { worker } = row;
  const { note } = worker;
  const forMs = formatShort(time.serverMs - worker.since);
  switch (worker.state) {
    case "starting":
      return worker.pid === null
        ? { text: join(note, "starting"), tone: "info" }
        : { text: join(`Starting for ${forMs}`, reasonToStart(row, time)), tone: "info" };
    case "unresponsive":
      return { text: join(note ?? "Does not answer", `for over ${forMs}`), tone: "stuck" };
    case "draining":
      return { text: join("Draining", inFlightWords(open), deadline(row, time)), tone: "warn" };
    case "backoff":
      return { text: join(nextTry(row, time), exitWords(row)), tone: "bad" };
    case "failed":
      return { text: latchedWords(row), tone: "bad" };
    case "standby":
      return { text: note ?? "Takes over when a worker dies", tone: "quiet" };
    case "serving":
    case "running":
      return settledSentence(row, time) ?? quietSentence(open);
  }
}

/** The end that is still worth a word. */
export function newsOf({ worker: { lastExit } }: WorkerRow, serverMs: number): LastExit | null {
  return lastExit !== null && serverMs - lastExit.at < NEWS_MS ? lastExit : null;
}

/** What is left of a countdown that the supervisor gave when the row came in. */
function remainingMs(inMs: number, row: WorkerRow, pageMs: number): number {
  return Math.max(0, inMs - Math.max(0, pageMs - row.receivedAtMs));
}

function settledSentence(row: WorkerRow, time: SentenceTime): TileSentence | null {
  const { successor, retiring, replacedInMs, note } = row.worker;
  if (successor !== null) {
    const forMs = formatShort(time.serverMs - successor.since);
    return { text: `Replacement g${successor.generation} starting for ${forMs}`, tone: "info" };
  }
  const [leaving] = retiring;
  if (leaving !== undefined) {
    const left = leaving.deadlineInMs;
    const remaining =
      left === null ? null : `${formatRemaining(remainingMs(left, row, time.pageMs))} left`;
    const others = retiring.length > 1 ? `and ${retiring.length - 1} more` : null;
    return {
      text: join(`g${leaving.generation} finishes its work`, others, remaining),
      tone: "warn",
    };
  }
  if (row.worker.lastExit === null) return note === null ? null : { text: note, tone: "quiet" };
  const news = newsOf(row, time.serverMs);
  if (news === null) return null;
  const replaced = replacedInMs === null ? null : `replaced in ${formatShort(replacedInMs)}`;
  const text = join(note ?? news.detail, replaced);
  return { text, tone: isUnasked(news.cause) ? "bad" : "good" };
}

function reasonToStart(row: WorkerRow, time: SentenceTime): string | null {
  const news = newsOf(row, time.serverMs);
  return news === null ? null : `after ${news.detail}`;
}

function deadline(row: WorkerRow, time: SentenceTime): string | null {
  const { deadlineInMs } = row.worker;
  if (deadlineInMs === null) return null;
  return `${formatRemaining(remainingMs(deadlineInMs, row, time.pageMs))} left`;
}

function nextTry(row: WorkerRow, time: SentenceTime): string | null {
  const { restartInMs } = row.worker;
  if (restartInMs === null) return null;
  return `Next try in ${formatRemaining(remainingMs(restartInMs, row, time.pageMs))}`;
}

function exitWords({ worker: { lastExit, note } }: WorkerRow): string | null {
  return lastExit === null ? note : `${exitStatus(lastExit)}, ${causeWords(lastExit.cause)}`;
}

/**
 * Why it is tried no more, and what to do. The supervisor's note has the error between the two,
 * which the tile shows in a place of its own.
 */
function latchedWords({ worker: { lastExit, note } }: WorkerRow): string {
  if (note === null) return "Crashed too often";
  if (lastExit === null) return note;
  const { detail, hint } = lastExit;
  const told = hint === null ? detail : `${detail}: ${hint}`;
  if (note.endsWith(`: ${told}`)) return join(note.slice(0, -told.length - 2), hint);
  return note === sentence(told) && hint !== null ? sentence(hint) : note;
}

function quietSentence(open: OpenWork): TileSentence | null {
  const { connections, threads } = open;
  if (connections === null) return null;
  // Most apps have no threads. Before the connections: what comes last gives way in a narrow tile.
  const threadWords = threads === null || threads === 0 ? null : plural(threads, "thread");
  const text = join(inFlightWords(open), threadWords, plural(connections, "connection"));
  return { text, tone: "quiet" };
}

function inFlightWords({ inFlight }: OpenWork): string | null {
  return inFlight === null ? null : `${formatCount(inFlight)} in flight`;
}

function join(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(" · ");
}
