import {
  WORKER_STATES,
  type Snapshot,
  type WorkerMetrics,
  type WorkerView,
} from "@clusterdeck/shared";
import { LATENCY_BOUNDS_SECONDS, type Counts, type SlotCounts } from "./tally.ts";
import type { Family, Sample } from "./text.ts";

const PREFIX = "clusterdeck_";

/**
 * All that is told, under names that stay: seconds, bytes and ratios as Prometheus has them (1 is one
 * core, 1 is always busy), counts as counters. What is not known is left out.
 */
export function familiesOf(snapshot: Snapshot, counts: Counts): Family[] {
  return [
    ...aboutSupervisor(snapshot),
    ...aboutFleet(snapshot, counts),
    ...WORKER_GAUGES.map((one) => workerGauge(snapshot.workers, one)),
    ...aboutSlots(snapshot.workers, counts),
  ];
}

function gauge(
  name: string,
  help: string,
  samples: readonly Sample[],
  unit?: Family["unit"],
): Family {
  return {
    name: PREFIX + name,
    type: "gauge",
    help,
    samples,
    ...(unit === undefined ? {} : { unit }),
  };
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  const totals = samples.map((sample) => ({ ...sample, suffix: "_total" }));
  return { name: PREFIX + name, type: "counter", help, samples: totals };
}

function info(name: string, help: string, labels: Readonly<Record<string, string>>): Family {
  const samples = [{ suffix: "_info", labels, value: 1 }];
  return { name: PREFIX + name, type: "info", help, samples };
}

function aboutSupervisor({ supervisor, app }: Snapshot): Family[] {
  const { version, node, startedAt, cpuPercent, rssBytes, loopDelayP99Ms, cores } = supervisor;
  return [
    info("build", "The supervisor's release, and Node's.", { version, node }),
    info("app", "The app that is run.", { name: app.name }),
    gauge(
      "supervisor_start_time_seconds",
      "When the supervisor began, since the epoch.",
      [{ value: startedAt / 1000 }],
      "seconds",
    ),
    gauge(
      "supervisor_cpu_ratio",
      "CPU of the supervisor; 1 is one core.",
      [{ value: cpuPercent / 100 }],
      "ratio",
    ),
    gauge(
      "supervisor_resident_memory_bytes",
      "Memory of the supervisor.",
      [{ value: rssBytes }],
      "bytes",
    ),
    gauge(
      "supervisor_event_loop_delay_p99_seconds",
      "Delay of the supervisor's event loop, p99 of the last second.",
      [{ value: loopDelayP99Ms / 1000 }],
      "seconds",
    ),
    gauge("cores", "Cores that the app may use.", [{ value: cores }]),
  ];
}

function aboutFleet({ target, spares, reload, workers }: Snapshot, counts: Counts): Family[] {
  const inState = WORKER_STATES.map((state) => ({
    labels: { state },
    value: workers.filter((worker) => worker.state === state).length,
  }));
  return [
    gauge("workers_wanted", "Workers that are wished for.", [{ value: target }]),
    gauge("spares_wanted", "Processes that are to stand by.", [{ value: spares }]),
    gauge("workers", "Slots by the state of their process.", inState),
    gauge("reload_in_progress", "1 while a rolling reload goes on.", [
      { value: reload === null ? 0 : 1 },
    ]),
    counter("reloads", "Rolling reloads that have ended.", labelled("outcome", counts.reloads)),
    counter(
      "worker_exits",
      "Processes that have ended, by the cause.",
      labelled("cause", counts.exits),
    ),
    counter("requests_lost", "Requests that were open in a process that died.", [
      { value: counts.lostRequests },
    ]),
    latencies(counts),
  ];
}

function labelled(label: string, values: ReadonlyMap<string, number>): Sample[] {
  return [...values].map(([word, value]) => ({ labels: { [label]: word }, value }));
}

function latencies({ latencies: { counts, sumSeconds } }: Counts): Family {
  let within = 0;
  const buckets = [...LATENCY_BOUNDS_SECONDS, "+Inf"].map((bound, at) => {
    within += counts[at] ?? 0;
    // A bound is written as a float, by the format's rule for histograms.
    const le = typeof bound === "number" && Number.isInteger(bound) ? `${bound}.0` : bound;
    return { suffix: "_bucket", labels: { le }, value: within };
  });
  return {
    name: `${PREFIX}http_request_duration_seconds`,
    type: "histogram",
    unit: "seconds",
    help: "From a request's start to the end of its response, over all workers, within 2.5 %.",
    samples: [
      ...buckets,
      { suffix: "_count", value: within },
      { suffix: "_sum", value: sumSeconds },
    ],
  };
}

interface WorkerGauge {
  readonly name: string;
  readonly unit?: Family["unit"];
  readonly help: string;
  readonly read: (metrics: WorkerMetrics) => number | null;
}

const MS = 1_000;
const scaled = (value: number | null, by: number) => (value === null ? null : value / by);

const WORKER_GAUGES: readonly WorkerGauge[] = [
  {
    name: "worker_cpu_ratio",
    unit: "ratio",
    help: "CPU of a worker; 1 is one core.",
    read: (metrics) => scaled(metrics.cpuPercent, 100),
  },
  {
    name: "worker_resident_memory_bytes",
    unit: "bytes",
    help: "Memory of a worker.",
    read: (metrics) => metrics.rssBytes,
  },
  {
    name: "worker_heap_used_bytes",
    unit: "bytes",
    help: "Used part of the JavaScript heap.",
    read: (metrics) => metrics.heapUsedBytes,
  },
  {
    name: "worker_heap_size_bytes",
    unit: "bytes",
    help: "The JavaScript heap.",
    read: (metrics) => metrics.heapTotalBytes,
  },
  {
    name: "worker_external_memory_bytes",
    unit: "bytes",
    help: "What objects of the heap hold outside of it.",
    read: (metrics) => metrics.externalBytes,
  },
  {
    name: "worker_event_loop_utilization_ratio",
    unit: "ratio",
    help: "Share of the last second in which the event loop was busy.",
    read: (metrics) => metrics.eventLoopUtilization,
  },
  {
    name: "worker_event_loop_delay_p99_seconds",
    unit: "seconds",
    help: "Delay of the event loop, p99 of the last second.",
    read: (metrics) => scaled(metrics.eventLoopDelayP99Ms, MS),
  },
  {
    name: "worker_gc_pause_ratio",
    unit: "ratio",
    help: "Share of the last second that went into garbage collection.",
    read: (metrics) => scaled(metrics.gcPauseMsPerSecond, MS),
  },
  {
    name: "worker_requests_in_flight",
    help: "Requests that have begun and not ended.",
    read: (metrics) => metrics.inFlight,
  },
  {
    name: "worker_connections",
    help: "Open sockets of all servers of a worker.",
    read: (metrics) => metrics.connections,
  },
  {
    name: "worker_threads",
    help: "Worker threads that the app has started.",
    read: (metrics) => metrics.threads,
  },
];

function workerGauge(workers: readonly WorkerView[], { name, unit, help, read }: WorkerGauge) {
  const samples = workers.flatMap(({ slot, metrics }) => {
    const value = metrics === null ? null : read(metrics);
    return value === null ? [] : [{ labels: { slot }, value }];
  });
  return gauge(name, help, samples, unit);
}

function aboutSlots(workers: readonly WorkerView[], { slots }: Counts): Family[] {
  const started = workers.flatMap(({ slot, startedAt }) =>
    startedAt === null ? [] : [{ labels: { slot }, value: startedAt / MS }],
  );
  const ofSlots = (read: (counts: Readonly<SlotCounts>) => number) =>
    [...slots].map(([slot, counts]) => ({ labels: { slot }, value: read(counts) }));
  return [
    gauge(
      "worker_start_time_seconds",
      "When a process was forked, since the epoch.",
      started,
      "seconds",
    ),
    counter(
      "worker_restarts",
      "Processes of a slot that were followed by another one.",
      ofSlots(({ restarts }) => restarts),
    ),
    counter(
      "worker_requests",
      "Requests that have ended.",
      ofSlots(({ requests }) => requests),
    ),
    counter(
      "worker_errors",
      "Responses with a 5xx status.",
      ofSlots(({ errors }) => errors),
    ),
  ];
}
