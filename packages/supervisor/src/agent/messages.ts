import type { SparseCounts } from "@clusterdeck/shared/latency-buckets";
import type { SharedAnswer, SharedRequest } from "../shared-state/request.ts";

/** The extra file descriptor of a worker that the agent speaks over: 0 to 2 stdio, 3 Node's IPC. */
export const AGENT_FD = 4;

/** How often an agent sends a sample, which is also its sign of life. */
export const SAMPLE_INTERVAL_MS = 1_000;

/** What requests have come to since the process began, and how long those took that ended of late. */
export interface RequestCounts {
  readonly requestsTotal: number;
  /** Responses with a 5xx status. */
  readonly errorsTotal: number;
  /** Of those that have ended since this was last told. */
  readonly latencies: SparseCounts;
}

/** One second as a worker sees itself. */
export interface AgentSample extends RequestCounts {
  readonly kind: "sample";
  /** Null, as the next two, where the app has used up its file descriptors: Node needs one to look. */
  readonly heapUsedBytes: number | null;
  readonly heapTotalBytes: number | null;
  readonly externalBytes: number | null;
  /** 0 to 1. */
  readonly eventLoopUtilization: number;
  readonly eventLoopDelayP99Ms: number;
  readonly gcPauseMsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly errorsPerSecond: number;
  readonly inFlight: number;
  readonly connections: number;
  readonly threads: number;
  /** An inspector is open: silence may be a breakpoint. */
  readonly isInspected: boolean;
}

/** The most of them in one message; their line stays below what the supervisor reads as one. */
export const MOST_SHARED_REQUESTS = 256;

/** What the app asks of the state that all workers share; numbered in turn from `first`. */
export interface SharedRequests {
  readonly kind: "shared";
  readonly first: number;
  readonly requests: readonly SharedRequest[];
}

export type AgentMessage =
  | AgentSample
  /** What the next sample would have told, from one that will send none any more. */
  | ({ readonly kind: "counts" } & RequestCounts)
  /** A server listens; `port` is null for a pipe. */
  | { readonly kind: "listening"; readonly port: number | null }
  /** A spare: the app would listen now, and is held back. */
  | { readonly kind: "standby" }
  /** The last server that listened has been closed, not by a drain. */
  | { readonly kind: "closed" }
  /** The app's entry has finished loading. */
  | { readonly kind: "loaded" }
  /** Files of the app's own that it has loaded and not told of yet, absolute. */
  | { readonly kind: "files"; readonly files: readonly string[] }
  /** Nothing is left that an end would lose, or the app's own SIGTERM handler should now act. */
  | { readonly kind: "drained"; readonly inFlight: number }
  /** An uncaught error is about to end the process. */
  | { readonly kind: "fatal"; readonly line: string }
  /** The process exits, for whatever reason but a signal, with so many requests open. */
  | { readonly kind: "exiting"; readonly inFlight: number }
  /** The terminal's signal came; it is held back until the supervisor says `deliver`. */
  | { readonly kind: "held"; readonly signal: HeldSignal }
  | SharedRequests
  /** Whether anybody in it listens to broadcasts. */
  | { readonly kind: "hearing"; readonly hears: boolean };

/** Signals that a terminal sends to the whole process group. */
export const HELD_SIGNALS = ["SIGINT", "SIGHUP"] as const;
export type HeldSignal = (typeof HELD_SIGNALS)[number];

export type AgentOrder =
  /** To a spare: what was held back listens now. */
  | { readonly kind: "wake" }
  | { readonly kind: "drain"; readonly graceMs: number }
  /** A held signal was meant for this worker alone. */
  | { readonly kind: "deliver"; readonly signal: HeldSignal }
  /** To shared requests, in their order; `first` is the number of the first that is answered. */
  | {
      readonly kind: "answers";
      readonly first: number;
      readonly answers: readonly SharedAnswer[];
    }
  /** What a worker says to all; JSON text. */
  | { readonly kind: "broadcast"; readonly message: string };
