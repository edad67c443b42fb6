import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import {
  BUCKET_COUNT,
  bucketOf,
  toSparse,
  type SparseCounts,
} from "@clusterdeck/shared/latency-buckets";
import { closeWhenRead, isLast, makeLast } from "./last-response.ts";

export interface RequestCounts {
  readonly requests: number;
  /** Of the whole life of the process. */
  readonly total: number;
  /** Responses with a 5xx status. */
  readonly errors: number;
  /** Since the process began. */
  readonly errorsTotal: number;
  readonly latencies: SparseCounts;
}

export interface RequestMeter {
  /** Requests that have begun and not ended; in a drain also those whose body is still being read. */
  readonly inFlight: () => number;
  /** Some response has been ended by the app, and its client has not taken all of it yet. */
  readonly isSending: () => boolean;
  /** What has ended since the last call. */
  readonly take: () => RequestCounts;
  /** From now on every response closes its connection. */
  readonly closeAfterResponse: () => void;
  /**
   * When a response last ended whose head had promised to keep its connection; monotonic ms, null
   * for never. Its client may send one more request.
   */
  readonly lastKeptMs: () => number | null;
  /** When a response last ended, in monotonic ms; null for never. */
  readonly lastEndedMs: () => number | null;
  /** A request of another protocol begins; to be called with its status when it has ended. */
  readonly begin: () => (status: number | null) => void;
}

/** When the request began, in monotonic ms; below 0 once it has ended. */
const STARTED_MS = Symbol("clusterdeck.startedMs");
const ENDED = -1;

interface MeteredResponse extends ServerResponse {
  [STARTED_MS]?: number;
}
interface ResponseMessage {
  readonly request: IncomingMessage;
  readonly response: MeteredResponse;
}

const isOpen = (response: MeteredResponse) => (response[STARTED_MS] ?? ENDED) >= 0;
/** Bound once: the method looks for its receiver at each call, which is a third of its time. */
const nowMs = performance.now.bind(performance);
/**
 * Ended responses that may be kept beside as many again as are open, before they are let go. Few:
 * each holds its request and socket, which the garbage collection would have to copy meanwhile.
 */
const ENDED_KEPT = 16;

/**
 * Counts HTTP/1 requests through Node's own diagnostics channels: nothing of the app is patched and
 * no listener is added, since this is the app's hot path. For the same reason the time stands on the
 * response itself, and those that have ended are let go of many at a time: a Map of responses cost
 * more than all the rest. `finish` is never sent for an aborted request, so those are looked
 * for when somebody asks.
 */
export function createRequestMeter(): RequestMeter {
  /** All that are open, and some that have ended. */
  let responses: MeteredResponse[] = [];
  let open = 0;
  const counts = new Uint32Array(BUCKET_COUNT);
  let others = 0;
  let requests = 0;
  let total = 0;
  let errors = 0;
  let errorsTotal = 0;
  let isClosing = false;
  /** Answered with `close`, while their client is still sending. */
  let unread = 0;
  let lastKeptMs: number | null = null;
  let lastEndedMs: number | null = null;

  const ended = (sinceMs: number, status: number) => {
    requests += 1;
    total += 1;
    if (status >= 500) {
      errors += 1;
      errorsTotal += 1;
    }
    lastEndedMs = nowMs();
    const bucket = bucketOf(lastEndedMs - sinceMs);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  };
  const aborted = () => {
    requests += 1;
    total += 1;
  };
  const endedWhileClosing = ({ request, response }: ResponseMessage) => {
    if (!isLast(response)) {
      lastKeptMs = nowMs();
    } else if (!request.complete) {
      unread += 1;
      request.socket.once("close", () => (unread -= 1));
      closeWhenRead(request);
    }
  };
  const dropAborted = () => {
    responses = responses.filter(isOpen);
    for (const response of responses) {
      // Pipelined responses behind one that closed the connection never get a socket of their own.
      if (!response.destroyed && !response.req.socket.destroyed) continue;
      response[STARTED_MS] = ENDED;
      open -= 1;
      aborted();
    }
  };

  diagnostics.subscribe("http.server.request.start", (message) => {
    const { response } = message as ResponseMessage;
    response[STARTED_MS] = nowMs();
    open += 1;
    responses.push(response);
    if (responses.length > 2 * open + ENDED_KEPT) responses = responses.filter(isOpen);
    if (isClosing) makeLast(response);
  });
  diagnostics.subscribe("http.server.response.finish", (message) => {
    const ending = message as ResponseMessage;
    const { response } = ending;
    const sinceMs = response[STARTED_MS];
    if (sinceMs === undefined || sinceMs < 0) return;
    response[STARTED_MS] = ENDED;
    open -= 1;
    if (responses.at(-1) === response) responses.pop();
    if (isClosing) endedWhileClosing(ending);
    ended(sinceMs, response.statusCode);
  });

  return {
    inFlight: () => {
      dropAborted();
      return open + others + unread;
    },
    isSending: () => responses.some((response) => isOpen(response) && response.writableEnded),
    take: () => {
      dropAborted();
      const taken = { requests, total, errors, errorsTotal, latencies: toSparse(counts) };
      requests = 0;
      errors = 0;
      counts.fill(0);
      return taken;
    },
    closeAfterResponse: () => {
      isClosing = true;
      responses = responses.filter(isOpen);
      // Those whose head has gone out cannot take their promise back.
      for (const response of responses) if (!response.headersSent) makeLast(response);
    },
    lastKeptMs: () => lastKeptMs,
    lastEndedMs: () => lastEndedMs,
    begin: () => {
      const sinceMs = nowMs();
      others += 1;
      return (status) => {
        others -= 1;
        if (status === null) aborted();
        else ended(sinceMs, status);
      };
    },
  };
}
