import diagnostics from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import {
  BUCKET_COUNT,
  bucketOf,
  toSparse,
  type SparseCounts,
} from "@clusterdeck/shared/latency-buckets";

export interface RequestCounts {
  readonly requests: number;
  /** Of the whole life of the process. */
  readonly total: number;
  /** Responses with a 5xx status. */
  readonly errors: number;
  readonly latencies: SparseCounts;
}

export interface RequestMeter {
  /** Requests that have begun and not ended. */
  readonly inFlight: () => number;
  /** What has ended since the last call. */
  readonly take: () => RequestCounts;
  /** From now on every response closes its connection. */
  readonly closeAfterResponse: () => void;
  /**
   * When a response last ended whose head had promised to keep its connection; monotonic ms, null
   * for never. Its client may send one more request.
   */
  readonly lastKeptMs: () => number | null;
  /** A request of another protocol begins; to be called with its status when it has ended. */
  readonly begin: () => (status: number | null) => void;
}

type ResponseMessage = { readonly response: ServerResponse };

/**
 * Counts HTTP/1 requests through Node's own diagnostics channels: nothing of the app is patched and
 * no listener is added, since this is the app's hot path. `finish` is never sent for an aborted
 * request, so those are looked for when somebody asks.
 */
export function createRequestMeter(): RequestMeter {
  const startedMs = new Map<ServerResponse, number>();
  const counts = new Uint32Array(BUCKET_COUNT);
  let others = 0;
  let requests = 0;
  let total = 0;
  let errors = 0;
  let isClosing = false;
  let promised: ReadonlySet<ServerResponse> = new Set();
  let lastKeptMs: number | null = null;

  const ended = (sinceMs: number, status: number) => {
    requests += 1;
    total += 1;
    if (status >= 500) errors += 1;
    const bucket = bucketOf(performance.now() - sinceMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  };
  const aborted = () => {
    requests += 1;
    total += 1;
  };
  const dropAborted = () => {
    for (const response of startedMs.keys()) {
      // Pipelined responses behind one that closed the connection never get a socket of their own.
      if (!response.destroyed && !response.req.socket.destroyed) continue;
      startedMs.delete(response);
      aborted();
    }
  };

  diagnostics.subscribe("http.server.request.start", (message) => {
    const { response } = message as ResponseMessage;
    startedMs.set(response, performance.now());
    if (isClosing) response.shouldKeepAlive = false;
  });
  diagnostics.subscribe("http.server.response.finish", (message) => {
    const { response } = message as ResponseMessage;
    const sinceMs = startedMs.get(response);
    if (sinceMs === undefined) return;
    startedMs.delete(response);
    if (isClosing && promised.has(response)) lastKeptMs = performance.now();
    ended(sinceMs, response.statusCode);
  });

  return {
    inFlight: () => {
      dropAborted();
      return startedMs.size + others;
    },
    take: () => {
      dropAborted();
      const taken = { requests, total, errors, latencies: toSparse(counts) };
      requests = 0;
      errors = 0;
      counts.fill(0);
      return taken;
    },
    closeAfterResponse: () => {
      isClosing = true;
      // Those whose head has gone out cannot take their promise back.
      promised = new Set([...startedMs.keys()].filter((response) => response.headersSent));
      for (const response of startedMs.keys()) response.shouldKeepAlive = false;
    },
    lastKeptMs: () => lastKeptMs,
    begin: () => {
      const sinceMs = performance.now();
      others += 1;
      return (status) => {
        others -= 1;
        if (status === null) aborted();
        else ended(sinceMs, status);
      };
    },
  };
}
