/** What there is to tell about a segment or a mark of a lane. Pure. */
import type { FleetEvent, LastExit, WorkerState } from "@clusterdeck/shared";
import { formatAgo } from "../format/ago.ts";
import { messageWithCause } from "../format/caused-by.ts";
import { formatShort } from "../format/duration.ts";
import { byWords, causeWords, exitStatus } from "../format/exit.ts";
import { sentence } from "../format/sentence.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import { formatPreciseTimeOfDay } from "../format/time-of-day.ts";
import { MARK_WORDS, type Mark, type MarkKind } from "./marks.ts";
import type { Lane, Segment } from "./segments.ts";
import type { Stop } from "./stops.ts";

export interface Story {
  readonly subject:
    | { readonly kind: "state"; readonly state: WorkerState }
    | { readonly kind: "mark"; readonly mark: MarkKind };
  readonly title: string;
  /** "for 2m 10s, until 3 min ago". */
  readonly when: string;
  readonly exact: string;
  readonly process: string;
  /** How it began, what ended it, in full sentences. */
  readonly lines: readonly string[];
}

export interface StorySources {
  /** Newest first. */
  readonly events: readonly FleetEvent[];
  /** The slot's last end, which knows more than its event. */
  readonly lastExit: LastExit | null;
  readonly now: number;
}

/** An event is written down within this of the state that it is about. */
const SAME_MOMENT_MS = 250;

export function storyOf(stop: Stop, lane: Lane, sources: StorySources): Story {
  return stop.kind === "mark"
    ? markStory(stop.mark, sources.now)
    : segmentStory(stop.segment, lane, sources);
}

/** The story as one sentence, for those who have it read out. */
export function storyInWords(slot: number, story: Story): string {
  const { title, when, process, lines } = story;
  return `Worker ${slot}: ${[title, when, process, ...lines].join(". ")}`;
}

function markStory(mark: Mark, now: number): Story {
  const { kind, at, pid, generation } = mark;
  return {
    subject: { kind: "mark", mark: kind },
    title: sentence(MARK_WORDS[kind].word),
    when: formatAgo(now - at),
    exact: formatPreciseTimeOfDay(at),
    process: processWords(pid, generation),
    lines: [sentence(messageWithCause(mark))],
  };
}

function segmentStory(segment: Segment, lane: Lane, sources: StorySources): Story {
  const { state, since, until, pid, generation } = segment;
  const { now } = sources;
  const lasted = formatShort((until ?? now) - since);
  const next = lane.segments[lane.segments.indexOf(segment) + 1];
  const began = beginning(segment, lane.slot, sources.events);
  const ended = until === null ? null : ending(segment, next, lane.slot, sources);
  return {
    subject: { kind: "state", state },
    title: STATE_WORDS[state].word,
    when:
      until === null
        ? `for ${lasted}, and still`
        : `for ${lasted}, until ${formatAgo(now - until)}`,
    exact: `${formatPreciseTimeOfDay(since)} to ${until === null ? "now" : formatPreciseTimeOfDay(until)}`,
    process: processWords(pid, generation),
    lines: [began, ended].filter((line) => line !== null),
  };
}

/** What the supervisor wrote down as this state began: "Scaled down, drains by you". */
function beginning(
  { state, since, generation }: Segment,
  slot: number,
  events: readonly FleetEvent[],
): string | null {
  const event = events.find(
    (one) =>
      one.slot === slot &&
      one.generation === generation &&
      one.kind === `worker:${state}` &&
      Math.abs(one.at - since) <= SAME_MOMENT_MS,
  );
  return event === undefined ? null : sentence(messageWithCause(event));
}

function ending(
  { pid, generation }: Segment,
  next: Segment | undefined,
  slot: number,
  { events, lastExit }: StorySources,
): string | null {
  const livesOn = pid !== null && next?.pid === pid;
  const then = next === undefined ? null : `Then: ${STATE_WORDS[next.state].word.toLowerCase()}`;
  if (pid === null || livesOn) return then;
  if (lastExit?.generation === generation) return exitWords(lastExit);
  const end = events.find(
    (event) =>
      event.slot === slot &&
      event.generation === generation &&
      (event.kind === "worker:died" || event.kind === "worker:ended"),
  );
  return end === undefined ? then : sentence(messageWithCause(end));
}

function exitWords(exit: LastExit): string {
  const { cause, by, detail, hint } = exit;
  const told = hint === null ? detail : `${detail}: ${hint}`;
  return `${sentence(exitStatus(exit))}, ${causeWords(cause)}, ${byWords(by)}: ${told}`;
}

function processWords(pid: number | null, generation: number | null): string {
  const process = pid === null ? "no process" : `pid ${pid}`;
  return generation === null ? sentence(process) : `Generation ${generation}, ${process}`;
}
