/** One sentence a metric: what it is, and what a high value means. */
export const METRIC_GLOSSARY = {
  requests: {
    label: "Requests",
    sentence:
      "HTTP responses finished per second; a sudden fall while CPU stays high means that workers are busy with something else.",
  },
  latencyP99: {
    label: "Latency p99",
    sentence:
      "99 of 100 requests were answered faster than this; a high value means that some callers wait long, even if most do not.",
  },
  cpu: {
    label: "CPU",
    sentence:
      "Processor time used, where 100 % is one core; without threads of its own, a worker that stays near 100 % is at its limit and needs help from another.",
  },
  memory: {
    label: "Memory",
    sentence:
      "Resident memory (RSS) as the system counts it, 1 MB being 1,024 × 1,024 bytes; a value that only ever rises points to a leak.",
  },
  failures: {
    label: "Failures",
    sentence:
      "Responses with a 5xx status and requests lost in a worker that died, per second; anything above 0 reached a caller as an error.",
  },
  eventLoop: {
    label: "Event loop",
    sentence:
      "Share of the second in which the event loop (ELU) was busy; near 100 % new requests have to wait for their turn.",
  },
  gcPause: {
    label: "GC pause",
    sentence:
      "How long garbage collection has held the worker up within a second; a high value means that it makes and throws away too much, or that memory runs short.",
  },
  workerRoom: {
    label: "Room for workers",
    sentence:
      "Measured now: what a worker takes, pages that workers share left out where the system tells them, and how often that fits into the memory that is still free.",
  },
} as const;

export type MetricName = keyof typeof METRIC_GLOSSARY;
