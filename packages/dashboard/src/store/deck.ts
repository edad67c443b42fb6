/**
 * What the page knows about the fleet, and how each message changes it. Pure; rows that did not
 * change keep their reference, so that a tile is drawn anew only for its own news.
 */
import {
  applyWorkerChanges,
  continuity,
  type ChangeMessage,
  type FleetEvent,
  type FleetView,
  type MetricsMessage,
  type ResumedMessage,
  type ResumePoint,
  type SnapshotMessage,
  type SupervisorView,
  type Transition,
  type WorkerLifecycle,
} from "@clusterdeck/shared";
import { advanceFigures, figuresFromSnapshot, withoutSlots, type Figures } from "./figures.ts";

export const MAX_EVENTS = 500;
export const LIFECYCLE_WINDOW_MS = 5 * 60_000;
const OFFSET_TOLERANCE_MS = 150;

export interface WorkerRow {
  readonly slot: number;
  readonly worker: WorkerLifecycle;
  /** By the page's clock: what `restartInMs` and `deadlineInMs` count from. */
  readonly receivedAtMs: number;
  /** By the supervisor's clock: tells news from what was so already when the page opened. */
  readonly receivedAt: number;
}

export interface Deck {
  readonly epoch: string;
  readonly seq: number;
  /** Add to the page's monotonic time to get the supervisor's. */
  readonly clockOffsetMs: number;
  readonly supervisor: SupervisorView;
  readonly fleet: FleetView;
  /** By slot, ascending. */
  readonly workers: readonly WorkerRow[];
  readonly figures: Figures;
  /** Oldest first. */
  readonly transitions: readonly Transition[];
  /** Newest first. */
  readonly events: readonly FleetEvent[];
}

export function applySnapshot(message: SnapshotMessage, receivedAtMs: number): Deck {
  return {
    epoch: message.epoch,
    seq: message.seq,
    clockOffsetMs: message.at - receivedAtMs,
    supervisor: message.supervisor,
    fleet: {
      app: message.app,
      target: message.target,
      spares: message.spares,
      balance: message.balance,
      sticky: message.sticky,
      readOnly: message.readOnly,
      stopping: message.stopping,
      reload: message.reload,
    },
    workers: message.workers.map((worker) => rowOf(worker, receivedAtMs, message.at)),
    figures: figuresFromSnapshot(message),
    transitions: pruneTransitions(message.history.transitions, message.at - LIFECYCLE_WINDOW_MS),
    events: message.history.events.toReversed().slice(0, MAX_EVENTS),
  };
}

/** Null when something is missing and only a snapshot helps. */
export function applyChange(deck: Deck, message: ChangeMessage, receivedAtMs: number): Deck | null {
  switch (continuity(deck, message)) {
    case "gap":
      return null;
    case "old":
      return deck;
    case "next":
      return withParts(deck, message, receivedAtMs);
  }
}

/** What was missed while the connection was lost, all at once. Null: only a snapshot helps. */
export function applyResumed(
  deck: Deck,
  message: ResumedMessage,
  receivedAtMs: number,
): Deck | null {
  if (message.epoch !== deck.epoch || message.seq < deck.seq) return null;
  const deckNow = withParts(deck, message, receivedAtMs);
  const supervisor = message.seconds.at(-1)?.supervisor ?? deck.supervisor;
  let { figures } = deckNow;
  for (const second of message.seconds) figures = advanceFigures(figures, second);
  return { ...deckNow, supervisor, figures };
}

function withParts(
  deck: Deck,
  message: ChangeMessage | ResumedMessage,
  receivedAtMs: number,
): Deck {
  const { fleet, workers, removed, transitions = [], events = [] } = message;
  return {
    ...deck,
    seq: message.seq,
    clockOffsetMs: steadyOffset(deck.clockOffsetMs, message.at - receivedAtMs),
    figures: removed === undefined ? deck.figures : withoutSlots(deck.figures, removed),
    fleet: fleet ?? deck.fleet,
    workers: applyWorkerChanges(
      deck.workers,
      workers?.map((worker) => rowOf(worker, receivedAtMs, message.at)),
      removed,
    ),
    transitions:
      transitions.length === 0
        ? deck.transitions
        : pruneTransitions([...deck.transitions, ...transitions], message.at - LIFECYCLE_WINDOW_MS),
    events:
      events.length === 0
        ? deck.events
        : [...events.toReversed(), ...deck.events].slice(0, MAX_EVENTS),
  };
}

/** From where the stream can go on after a break. */
export function resumePointOf({ epoch, seq, figures }: Deck): ResumePoint {
  return { epoch, seq, metricsAt: figures.at };
}

export function applyMetrics(deck: Deck, message: MetricsMessage, receivedAtMs: number): Deck {
  // The same second may come twice: in a snapshot, and by itself right after it.
  if (message.epoch !== deck.epoch || message.at === deck.figures.at) return deck;
  return {
    ...deck,
    clockOffsetMs: steadyOffset(deck.clockOffsetMs, message.at - receivedAtMs),
    supervisor: message.supervisor,
    figures: advanceFigures(deck.figures, message),
  };
}

/** Drops what ended before the window; the state that a slot entered it with is kept. */
export function pruneTransitions(
  transitions: readonly Transition[],
  windowStart: number,
): readonly Transition[] {
  const lastBefore = new Map<number, Transition>();
  for (const transition of transitions) {
    if (transition.at < windowStart) lastBefore.set(transition.slot, transition);
  }
  const kept = transitions.filter(
    (transition) =>
      transition.at >= windowStart ||
      (lastBefore.get(transition.slot) === transition && transition.state !== null),
  );
  return kept.length === transitions.length ? transitions : kept;
}

/** The offset moves only for a real difference: the jitter of each message would redraw all clocks. */
function steadyOffset(known: number, measured: number): number {
  return Math.abs(measured - known) > OFFSET_TOLERANCE_MS ? measured : known;
}

function rowOf(worker: WorkerLifecycle, receivedAtMs: number, receivedAt: number): WorkerRow {
  return { slot: worker.slot, worker, receivedAtMs, receivedAt };
}
