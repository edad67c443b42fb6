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
}

const STARTED_AT = Symbol("clusterdeck.startedAt");
type Timed = ServerResponse & { [STARTED_AT]?: number };

/**
 * Counts HTTP/1 requests through Node's own diagnostics channel: nothing of the app is patched.
 * The end is the response's `close`, since `finish` is never sent for an aborted one.
 */
export function createRequestMeter(): RequestMeter {
  const open = new Set<ServerResponse>();
  const counts = new Uint32Array(BUCKET_COUNT);
  let requests = 0;
  let errors = 0;
  let closing = false;

  function onClose(this: Timed): void {
    open.delete(this);
    requests += 1;
    if (!this.writableFinished) return;
    if (this.statusCode >= 500) errors += 1;
    const bucket = bucketOf(performance.now() - (this[STARTED_AT] ?? 0));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }

  diagnostics.subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: Timed };
    response[STARTED_AT] = performance.now();
    open.add(response);
    // One shared function, not a closure a request: this is the app's hot path.
    response.on("close", onClose);
    if (closing) response.shouldKeepAlive = false;
  });

  return {
    inFlight: () => open.size,
    take: () => {
      const taken = { requests, errors, latencies: toSparse(counts) };
      requests = 0;
      errors = 0;
      counts.fill(0);
      return taken;
    },
    closeAfterResponse: () => {
      closing = true;
      for (const response of open) response.shouldKeepAlive = false;
    },
  };
}
