/** How a stage's world goes on: a second passes, or there is news. Pure. */
import {
  applyWorkerChanges,
  HISTORY_SECONDS,
  type ChangeMessage,
  type FleetEvent,
  type FleetView,
  type MetricsMessage,
  type Transition,
  type WorkerLifecycle,
} from "@clusterdeck/shared";
import { totalsOf } from "./figures.ts";
import { samplesOf, supervisorOf, type World } from "./world.ts";

const SECOND_MS = 1000;
const EVENTS_KEPT = 200;

/** What a test has happen. Transitions, numbers and times follow from it. */
export interface News {
  readonly fleet?: Partial<FleetView>;
  /** New or changed ones, whole. */
  readonly workers?: readonly WorkerLifecycle[];
  /** Slots that are gone. */
  readonly removed?: readonly number[];
  readonly events?: readonly Omit<FleetEvent, "id" | "at">[];
}

export interface Passed<T> {
  readonly world: World;
  readonly message: T;
}

export function afterSecond(before: World): Passed<MetricsMessage> {
  const at = before.at + SECOND_MS;
  const workers = before.workers.map(countedDown);
  const world = { ...before, at, workers, transitions: inWindow(before.transitions, at) };
  const samples = samplesOf(world);
  const message: MetricsMessage = {
    type: "metrics",
    epoch: world.epoch,
    at,
    supervisor: supervisorOf(world),
    totals: totalsOf(samples),
    workers: samples,
  };
  return { world, message };
}

export function afterNews(before: World, news: News): Passed<ChangeMessage> {
  const { at } = before;
  const seq = before.seq + 1;
  const { workers = [], removed = [] } = news;
  const fleet = news.fleet === undefined ? before.fleet : { ...before.fleet, ...news.fleet };
  const transitions = transitionsOf(before, workers, removed);
  const lastId = before.events.at(-1)?.id ?? 0;
  const events = (news.events ?? []).map((event, index) =>
    Object.assign({ id: lastId + index + 1, at }, event),
  );
  const world = {
    ...before,
    seq,
    fleet,
    workers: applyWorkerChanges(before.workers, workers, removed),
    transitions: inWindow([...before.transitions, ...transitions], at),
    events: [...before.events, ...events].slice(-EVENTS_KEPT),
  };
  const message: ChangeMessage = {
    type: "change",
    epoch: before.epoch,
    seq,
    at,
    ...(fleet === before.fleet ? {} : { fleet }),
    ...(workers.length === 0 ? {} : { workers: [...workers] }),
    ...(removed.length === 0 ? {} : { removed: [...removed] }),
    ...(transitions.length === 0 ? {} : { transitions }),
    ...(events.length === 0 ? {} : { events }),
  };
  return { world, message };
}

function transitionsOf(
  before: World,
  workers: readonly WorkerLifecycle[],
  removed: readonly number[],
): Transition[] {
  const known = new Map(before.workers.map((worker) => [worker.slot, worker]));
  const { at } = before;
  const moved = workers.filter((worker) => {
    const earlier = known.get(worker.slot);
    return earlier?.state !== worker.state || earlier.generation !== worker.generation;
  });
  return [
    ...removed.map((slot) => {
      const generation = known.get(slot)?.generation ?? 0;
      return { at, slot, state: null, pid: null, generation };
    }),
    ...moved.map(({ slot, state, pid, generation }) => ({ at, slot, state, pid, generation })),
  ];
}

/** Countdowns are relative to the moment that they are told at. */
function countedDown(worker: WorkerLifecycle): WorkerLifecycle {
  const { restartInMs, deadlineInMs } = worker;
  if (restartInMs === null && deadlineInMs === null) return worker;
  return {
    ...worker,
    restartInMs: secondLess(restartInMs),
    deadlineInMs: secondLess(deadlineInMs),
  };
}

function secondLess(leftMs: number | null): number | null {
  return leftMs === null ? null : Math.max(0, leftMs - SECOND_MS);
}

/** With the last one of each slot before the window, which says in what state it opens. */
function inWindow(transitions: readonly Transition[], at: number): readonly Transition[] {
  const from = at - HISTORY_SECONDS * SECOND_MS;
  if ((transitions[0]?.at ?? at) >= from) return transitions;
  const opening = new Map<number, Transition>();
  for (const one of transitions) if (one.at < from) opening.set(one.slot, one);
  const kept = transitions.filter(
    (one) => one.at >= from || (opening.get(one.slot) === one && one.state !== null),
  );
  return kept.length === transitions.length ? transitions : kept;
}
