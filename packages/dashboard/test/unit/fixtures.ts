import {
  WORKER_METRIC_NAMES,
  type ChangeMessage,
  type FleetEvent,
  type LastExit,
  type MetricsMessage,
  type SnapshotMessage,
  type Transition,
  type WorkerDetail,
  type WorkerMetrics,
  type WorkerView,
} from "@clusterdeck/shared";
import type { WorkerRow } from "../../src/store/deck.ts";

/** The supervisor's clock in these tests. */
export const AT = 1_700_000_000_000;

export function worker(changes: Partial<WorkerView> = {}): WorkerView {
  return {
    slot: 1,
    pid: 4001,
    generation: 1,
    state: "serving",
    since: AT - 60_000,
    startedAt: AT - 60_000,
    restarts: 0,
    restartInMs: null,
    deadlineInMs: null,
    replacedInMs: null,
    note: null,
    metrics: null,
    lastExit: null,
    successor: null,
    retiring: [],
    reload: null,
    commands: ["kill", "restart"],
    ...changes,
  };
}

export function row(changes: Partial<WorkerView> = {}): WorkerRow {
  const view = worker(changes);
  return { slot: view.slot, worker: view, receivedAtMs: 5000, receivedAt: AT };
}

export function lastExit(changes: Partial<LastExit> = {}): LastExit {
  return {
    pid: 4000,
    generation: 1,
    code: 1,
    signal: null,
    cause: "crash",
    by: "app",
    detail: "TypeError: x is not a function",
    hint: null,
    at: AT - 1000,
    uptimeMs: 3000,
    inFlight: 0,
    stderrTail: [],
    ...changes,
  };
}

export function metrics(changes: Partial<WorkerMetrics> = {}): WorkerMetrics {
  return {
    cpuPercent: 50,
    rssBytes: 80 * 1024 * 1024,
    heapUsedBytes: null,
    heapTotalBytes: null,
    externalBytes: null,
    eventLoopUtilization: 0.5,
    eventLoopDelayP99Ms: null,
    gcPauseMsPerSecond: null,
    requestsPerSecond: 100,
    errorsPerSecond: 0,
    inFlight: 2,
    connections: 3,
    latencyP50Ms: 1,
    latencyP95Ms: 2,
    latencyP99Ms: 3,
    threads: 0,
    ...changes,
  };
}

export function detail(changes: Partial<WorkerDetail> = {}): WorkerDetail {
  const columns = Object.fromEntries(WORKER_METRIC_NAMES.map((name) => [name, []]));
  return {
    epoch: "one",
    slot: 1,
    endsAt: AT,
    columns: columns as unknown as WorkerDetail["columns"],
    lives: [],
    ...changes,
  };
}

export function snapshot(changes: Partial<SnapshotMessage> = {}): SnapshotMessage {
  return {
    type: "snapshot",
    protocol: 1,
    epoch: "one",
    seq: 10,
    supervisor: {
      pid: 4000,
      version: "0.1.0",
      node: "v20.20.2",
      startedAt: AT - 90_000,
      cpuPercent: 1,
      rssBytes: 60_000_000,
      loopDelayP99Ms: 1,
      cores: 4,
    },
    app: { name: "server.js", entry: "/app/server.js", ports: [3000] },
    target: 2,
    spares: 0,
    balance: "round-robin",
    sticky: null,
    readOnly: false,
    stopping: false,
    reload: null,
    workers: [worker(), worker({ slot: 2, pid: 4002 })],
    at: AT,
    history: {
      endsAt: AT,
      totals: {
        requestsPerSecond: [],
        latencyP99Ms: [],
        cpuPercent: [],
        rssBytes: [],
        failuresPerSecond: [],
      },
      slots: [],
      transitions: [],
      events: [],
    },
    ...changes,
  };
}

export function change(seq: number, changes: Partial<ChangeMessage> = {}): ChangeMessage {
  return { type: "change", epoch: "one", seq, at: AT + 10, ...changes };
}

export function sample(changes: Partial<MetricsMessage> = {}): MetricsMessage {
  return {
    type: "metrics",
    epoch: "one",
    at: AT + 1000,
    supervisor: snapshot().supervisor,
    totals: {
      requestsPerSecond: 200,
      latencyP99Ms: 3,
      cpuPercent: 100,
      rssBytes: 160 * 1024 * 1024,
      failuresPerSecond: 0,
    },
    workers: [
      { slot: 1, generation: 1, metrics: metrics() },
      { slot: 2, generation: 1, metrics: metrics({ requestsPerSecond: 90 }) },
    ],
    ...changes,
  };
}

export function event(id: number, changes: Partial<FleetEvent> = {}): FleetEvent {
  return {
    id,
    at: AT + id,
    kind: "worker:serving",
    severity: "good",
    slot: 1,
    pid: 4001,
    generation: 1,
    by: "app",
    message: "serves",
    ...changes,
  };
}

export function moved(at: number, changes: Partial<Transition> = {}): Transition {
  return { at, slot: 1, state: "serving", pid: 4001, generation: 1, ...changes };
}
