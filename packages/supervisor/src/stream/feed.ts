import { randomUUID } from "node:crypto";
import {
  PROTOCOL_VERSION,
  type AppView,
  type ChangeMessage,
  type FleetEvent,
  type FleetView,
  type MetricsMessage,
  type ResumePoint,
  type ServerMessage,
  type Snapshot,
  type SnapshotMessage,
  type SupervisorView,
  type WorkerSample,
} from "@clusterdeck/shared";
import type { LogEntry } from "../lifecycle/effect.ts";
import type { FleetState, Stamp } from "../lifecycle/fleet-state.ts";
import { fleetWishView, workerView } from "../lifecycle/view.ts";
import { createHistory } from "../metrics/history.ts";
import type { Second } from "../metrics/sampler.ts";
import type { WorkerColumns } from "../metrics/slot-columns.ts";
import { inTurns } from "./in-turns.ts";
import type { NumberedFrame } from "./outbox.ts";
import { createRecentChanges, type Missed } from "./recent-changes.ts";
import { resumedMessage } from "./resumed-message.ts";
import { withinTailRoom } from "./tail-room.ts";
import { createWorkerChanges } from "./worker-changes.ts";

/** Told once, at the start. */
export interface FeedFacts {
  readonly supervisor: Omit<
    SupervisorView,
    "cpuPercent" | "rssBytes" | "loopDelayP99Ms" | "workerRoom"
  >;
  readonly app: Omit<AppView, "ports">;
  readonly fleet: Pick<FleetView, "spares" | "balance" | "sticky" | "readOnly">;
}

export interface FeedSubscriber {
  readonly change: (frame: NumberedFrame) => void;
  readonly metrics: (data: Buffer) => void;
}

export interface FeedSubscription {
  /** The snapshot, or what was missed: to be sent first. */
  readonly first: NumberedFrame;
  readonly close: () => void;
}

/** A snapshot this young serves for another reader as well: after a restart all pages come at once. */
const SNAPSHOT_SERVES_MS = 250;
/** Writing a frame to one socket takes about 0.1 ms; with a hundred of them the app would notice. */
const READERS_EACH_TURN = 8;

/**
 * Turns the fleet's states into one numbered sequence of changes, and keeps what a newcomer is
 * owed. Each message is encoded once, however many read it, and not at all when nobody does.
 */
export class Feed {
  readonly epoch = randomUUID();
  #seq = 0;
  #eventId = 0;
  /** As of the last change that was numbered. */
  #state: FleetState;
  #latest: FleetState;
  #fleet: FleetView;
  #supervisor: SupervisorView;
  #samples: readonly WorkerSample[] = [];
  #ports: readonly number[] = [];
  #pendingEvents: FleetEvent[] = [];
  #isFlushDue = false;
  readonly #workerChanges = createWorkerChanges();
  readonly #history = createHistory();
  readonly #recent = createRecentChanges();
  #snapshotFrame: (NumberedFrame & { readonly atMs: number }) | null = null;
  /** By what they resume from; since the last second. */
  readonly #resumedFrames = new Map<string, NumberedFrame>();
  readonly #subscribers = new Set<FeedSubscriber>();
  readonly #facts: FeedFacts;
  readonly #now: () => Stamp;

  constructor(facts: FeedFacts, state: FleetState, now: () => Stamp) {
    this.#facts = facts;
    this.#state = state;
    this.#latest = state;
    this.#now = now;
    this.#supervisor = { ...facts.supervisor, cpuPercent: 0, rssBytes: 0, loopDelayP99Ms: 0 };
    this.#fleet = this.#fleetView(state);
  }

  /** Takes note of a state; what changed goes out when the current turn of the loop has ended. */
  setState(state: FleetState): void {
    this.#latest = state;
    this.#flushSoon();
  }

  /** Tells what is to be told, without waiting for the end of the turn. */
  tellNow(): void {
    if (this.#isFlushDue) this.#flush();
  }

  addPort(port: number): void {
    if (this.#ports.includes(port)) return;
    this.#ports = [...this.#ports, port].sort((a, b) => a - b);
    this.#flushSoon();
  }

  log(entry: LogEntry): FleetEvent {
    this.#eventId += 1;
    const event = { id: this.#eventId, at: this.#now().epochMs, ...entry };
    this.#pendingEvents.push(event);
    this.#flushSoon();
    return event;
  }

  addSecond(second: Second): void {
    // What happened before it is told before it.
    this.tellNow();
    this.#supervisor = { ...this.#facts.supervisor, ...second.supervisor };
    this.#samples = second.samples;
    this.#history.addSecond(second.at, second.totals, second.samples);
    const message: MetricsMessage = {
      type: "metrics",
      epoch: this.epoch,
      at: second.at,
      supervisor: this.#supervisor,
      totals: second.totals,
      workers: [...second.samples],
    };
    this.#recent.addSecond(message);
    // They lack this second.
    this.#snapshotFrame = null;
    this.#resumedFrames.clear();
    if (this.#subscribers.size === 0) return;
    const data = encode(message);
    inTurns(this.#subscribers, READERS_EACH_TURN, (subscriber) => subscriber.metrics(data));
  }

  get historyEndsAt(): number {
    return this.#history.read().endsAt;
  }

  /** The last five minutes of every figure of one slot; null when nothing was measured of it. */
  columnsOf(slot: number): WorkerColumns | null {
    return this.#history.columnsOf(slot);
  }

  measuredSlots(): Iterable<number> {
    return this.#history.measuredSlots();
  }

  snapshot(): Snapshot {
    this.#flush();
    const at = this.#now();
    const metrics = new Map(this.#samples.map((sample) => [sample.slot, sample]));
    return {
      protocol: PROTOCOL_VERSION,
      epoch: this.epoch,
      seq: this.#seq,
      supervisor: this.#supervisor,
      ...this.#fleet,
      workers: withinTailRoom(
        this.#state.slots.map((slot) => {
          // Anew: countdowns are relative to now.
          const view = workerView(this.#state, slot, at);
          const sample = metrics.get(slot.slot);
          const isItsOwn = sample?.generation === view.generation;
          return { ...view, metrics: isItsOwn ? sample.metrics : null };
        }),
      ),
    };
  }

  /** Everything up to now, encoded. */
  snapshotFrame(): NumberedFrame {
    this.#flush();
    const { monotonicMs, epochMs } = this.#now();
    const known = this.#snapshotFrame;
    const serves = known?.seq === this.#seq && monotonicMs - known.atMs < SNAPSHOT_SERVES_MS;
    if (known !== null && serves) return known;
    const message: SnapshotMessage = {
      type: "snapshot",
      ...this.snapshot(),
      at: epochMs,
      history: this.#history.read(),
    };
    this.#snapshotFrame = { seq: this.#seq, data: encode(message), atMs: monotonicMs };
    return this.#snapshotFrame;
  }

  /** Subscribing and the first message are one step, so that nothing falls between them. */
  subscribe(subscriber: FeedSubscriber, from: ResumePoint | null): FeedSubscription {
    this.#flush();
    const missed = from === null ? null : this.#recent.since(from, this.epoch, this.#seq);
    const isResumed = from !== null && missed !== null;
    const first = isResumed ? this.#resumedFrame(from, missed) : this.snapshotFrame();
    this.#subscribers.add(subscriber);
    return { first, close: () => this.#subscribers.delete(subscriber) };
  }

  /** Whoever lost the same connection, as all pages behind one tunnel, has missed the same. */
  #resumedFrame(from: ResumePoint, missed: Missed): NumberedFrame {
    const key = `${from.seq} ${from.metricsAt}`;
    const known = this.#resumedFrames.get(key);
    if (known?.seq === this.#seq) return known;
    const now = { epoch: this.epoch, seq: this.#seq, fleet: this.#fleet };
    const message = resumedMessage(missed, now, this.#state, this.#now());
    const frame = { seq: this.#seq, data: encode(message) };
    this.#resumedFrames.set(key, frame);
    return frame;
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    // With many readers each change costs, so all of a turn become one.
    if (this.#subscribers.size > READERS_EACH_TURN) setImmediate(() => this.#flush());
    else queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushDue = false;
    const change = this.#takeChange();
    if (change === null) return;
    this.#recent.addChange(change);
    if (this.#subscribers.size === 0) return;
    const frame = { seq: change.seq, data: encode(change) };
    inTurns(this.#subscribers, READERS_EACH_TURN, (subscriber) => subscriber.change(frame));
  }

  #takeChange(): ChangeMessage | null {
    const at = this.#now();
    const events = this.#pendingEvents;
    this.#pendingEvents = [];
    const before = this.#state;
    this.#state = this.#latest;
    const { workers, removed, transitions } = this.#workerChanges.between(before, this.#state, at);
    const fleet = this.#fleetChange();
    this.#history.addEvents(events);
    this.#history.addTransitions(transitions);
    const parts = {
      ...(fleet === null ? {} : { fleet }),
      ...(workers.length === 0 ? {} : { workers }),
      ...(removed.length === 0 ? {} : { removed }),
      ...(transitions.length === 0 ? {} : { transitions }),
      ...(events.length === 0 ? {} : { events }),
    };
    if (Object.keys(parts).length === 0) return null;
    this.#seq += 1;
    return { type: "change", epoch: this.epoch, seq: this.#seq, at: at.epochMs, ...parts };
  }

  #fleetChange(): FleetView | null {
    const fleet = this.#fleetView(this.#state);
    if (JSON.stringify(fleet) === JSON.stringify(this.#fleet)) return null;
    this.#fleet = fleet;
    return fleet;
  }

  #fleetView(state: FleetState): FleetView {
    return {
      app: { ...this.#facts.app, ports: [...this.#ports] },
      ...this.#facts.fleet,
      ...fleetWishView(state),
    };
  }
}

function encode(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
