/** All that a stage's supervisor knows, and what it tells of that. Pure. */
import {
  PROTOCOL_VERSION,
  type ConversationEntry,
  type FleetEvent,
  type FleetView,
  type LastExit,
  type LogEntry,
  type SnapshotMessage,
  type SupervisorView,
  type Transition,
  type WorkerLifecycle,
  type WorkerSample,
} from "@clusterdeck/shared";
import { metricsAt } from "./figures.ts";
import { historyOf } from "./history.ts";

export interface World {
  readonly protocol: number;
  readonly epoch: string;
  readonly seq: number;
  /** By the supervisor's clock, which only `afterSecond` moves; the last second was taken then, too. */
  readonly at: number;
  readonly startedAt: number;
  readonly cores: number;
  readonly fleet: FleetView;
  readonly workers: readonly WorkerLifecycle[];
  /** Oldest first. */
  readonly transitions: readonly Transition[];
  /** Oldest first. */
  readonly events: readonly FleetEvent[];
  /** By slot, newest first. */
  readonly lives: ReadonlyMap<number, readonly LastExit[]>;
  /** Oldest first. */
  readonly logs: readonly LogEntry[];
  /** Oldest first. */
  readonly conversation: readonly ConversationEntry[];
}

/** When every scene takes place: a Wednesday afternoon. */
export const SCENE_AT = Date.UTC(2026, 2, 4, 14, 2, 31, 204);
export const SUPERVISOR_PID = 48_201;

export const EMPTY_WORLD: World = {
  protocol: PROTOCOL_VERSION,
  epoch: "a-stage",
  seq: 1,
  at: SCENE_AT,
  startedAt: SCENE_AT - 725_000,
  cores: 8,
  fleet: {
    app: { name: "server.js", entry: "/srv/app/server.js", ports: [3000] },
    target: 0,
    spares: 0,
    balance: "round-robin",
    sticky: null,
    readOnly: false,
    stopping: false,
    reload: null,
  },
  workers: [],
  transitions: [],
  events: [],
  lives: new Map(),
  logs: [],
  conversation: [],
};

function secondOf(at: number): number {
  return Math.floor(at / 1000);
}

/** Of every slot that has a process. */
export function samplesOf({ workers, at }: World): WorkerSample[] {
  return workers.flatMap(({ slot, generation, state }) => {
    const metrics = metricsAt(state, slot, secondOf(at));
    return metrics === null ? [] : [{ slot, generation, metrics }];
  });
}

export function supervisorOf({ at, startedAt, cores }: World): SupervisorView {
  return {
    pid: SUPERVISOR_PID,
    version: "0.1.0",
    node: "v24.21.0",
    startedAt,
    cpuPercent: 1.1 + (secondOf(at) % 5) / 10,
    rssBytes: 84_000_000,
    loopDelayP99Ms: 1.2,
    workerRoom: { eachBytes: 58 * 1024 ** 2, availableBytes: 9 * 1024 ** 3 },
    cores,
  };
}

export function snapshotOf(world: World): SnapshotMessage {
  const samples = new Map(samplesOf(world).map(({ slot, metrics }) => [slot, metrics]));
  const { protocol, epoch, seq, at, fleet } = world;
  return {
    type: "snapshot",
    protocol,
    epoch,
    seq,
    supervisor: supervisorOf(world),
    ...fleet,
    workers: world.workers.map((worker) => ({
      ...worker,
      metrics: samples.get(worker.slot) ?? null,
    })),
    at,
    history: historyOf(world),
  };
}
