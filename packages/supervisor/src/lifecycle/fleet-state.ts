import type { CommandSignal, ExitCause, LastExit } from "@clusterdeck/shared";

/**
 * The whole of what is decided about the fleet: plain data, changed by `transition` alone.
 *
 * A slot's life in prose:
 *
 * - `empty`: wants a process; the next reconcile forks one.
 * - `live`: has a process, which is `starting`, `ready` or `unresponsive`. It may have a successor:
 *   a replacement that boots while the process goes on serving. When the successor is ready and
 *   has survived a moment, it takes the slot and the old process drains among `retiring`.
 * - `backoff`: its process died and the next try waits.
 * - `failed`: died too often; only `retry` or a reload leaves this.
 * - `leaving`: scaled down; its process drains and the slot goes with it.
 */

/** One moment on two clocks: monotonic for durations, wall for display. */
export interface Stamp {
  readonly monotonicMs: number;
  readonly epochMs: number;
}

export type Readiness =
  | "serving"
  | "running"
  /** A warm spare: loaded, and its listening held back. */
  | "standby";

/** Why a worker gives no sign of life. */
export type Silence =
  /** Its event loop is blocked. */
  | "busy"
  /** By SIGSTOP. */
  | "stopped"
  /** A debugger is attached: it may stand at a breakpoint. */
  | "debugger";

export type Phase =
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly readiness: Readiness }
  | {
      readonly kind: "unresponsive";
      readonly readiness: Readiness;
      readonly because: Silence;
    }
  | { readonly kind: "draining"; readonly deadlineMs: number; readonly forced: boolean };

/** Why a process is replaced or removed by us. */
export type RetireCause = Extract<
  ExitCause,
  | "command"
  | "reload"
  | "scale-down"
  | "shutdown"
  | "boot-failure"
  | "memory-limit"
  | "request-limit"
  | "age-limit"
  | "unresponsive"
  | "clean-exit"
>;

/** Recorded before we act, so that an exit can be told from an accident. */
export type Intent =
  | {
      readonly kind: "signal";
      /** All that were sent within the grace of each other, the last one last. */
      readonly signals: readonly CommandSignal[];
      readonly by: string;
      readonly at: Stamp;
    }
  | {
      readonly kind: "retire";
      readonly cause: RetireCause;
      readonly by: string;
      readonly why: string;
    };

export interface WorkerProcess {
  /** Unique over the supervisor's whole life: what effects and facts refer to. */
  readonly launch: number;
  readonly generation: number;
  readonly pid: number | null;
  readonly forkedAt: Stamp;
  readonly phase: Phase;
  readonly phaseSince: Stamp;
  /** When it first became ready. */
  readonly readyAt: Stamp | null;
  /** During a reload: it has been ready for a moment, and counts. */
  readonly hasSettled: boolean;
  /** When, as a spare, it was told to listen; null for one that never stood by. */
  readonly wokenAt: Stamp | null;
  /** It would have listened, and was held back as a spare: once woken it is to do so. */
  readonly holdsListening: boolean;
  /** When the agent saw the app's entry finish loading. */
  readonly loadedAt: Stamp | null;
  /** When it closed its last server; null while it has one, or never had. */
  readonly closedAt: Stamp | null;
  /** When it closed its channel; it was alive then. */
  readonly disconnectedAt: Stamp | null;
  readonly intent: Intent | null;
}

export interface Successor {
  readonly process: WorkerProcess;
  readonly cause: RetireCause;
  readonly by: string;
  /** For the end of the process that it replaces. */
  readonly why: string;
}

export type Holder =
  | { readonly kind: "empty"; readonly since: Stamp }
  | {
      readonly kind: "live";
      readonly process: WorkerProcess;
      readonly successor: Successor | null;
    }
  | { readonly kind: "backoff"; readonly since: Stamp; readonly untilMs: number }
  | {
      readonly kind: "failed";
      readonly since: Stamp;
      /** How often it had died; null when the first failure settled it. */
      readonly loop: string | null;
      /** The loop, the error, and what to do. */
      readonly why: string;
    }
  | { readonly kind: "leaving"; readonly process: WorkerProcess | null; readonly since: Stamp };

/** What the restart policy remembers of a slot, in monotonic milliseconds. */
export interface RestartHistory {
  readonly abnormalAtMs: readonly number[];
  readonly failedBootsAtMs: readonly number[];
  /** Consecutive abnormal ends without a stable life between them. */
  readonly attempts: number;
}

export interface Slot {
  readonly slot: number;
  /** A spare's process waits for a worker to die, and then moves to that worker's slot. */
  readonly role: "worker" | "spare";
  /** The last one given out. */
  readonly generation: number;
  readonly holder: Holder;
  readonly retiring: readonly WorkerProcess[];
  readonly restarts: number;
  readonly history: RestartHistory;
  readonly lastExit: LastExit | null;
  /** When the slot lost its process, until another is ready. */
  readonly vacantSince: Stamp | null;
  readonly replacedInMs: number | null;
  /** A replacement for a limit that did not come up is not tried again before, in monotonic ms. */
  readonly recycleNotBeforeMs: number;
  /** A process of it has listened: from then on only listening is ready. */
  readonly hasListened: boolean;
}

export interface Reload {
  readonly id: number;
  readonly by: string;
  /** Whose change has caused it, as a person names them; empty where someone asked for it. */
  readonly files: readonly string[];
  /** The generation each slot had when the reload began: a later one is new code. */
  readonly from: ReadonlyMap<number, number>;
  /** The number of its first launch: what was forked before is of the old code. */
  readonly firstLaunch: number;
  readonly current: number | null;
  readonly total: number;
}

export interface Policy {
  /** Every command is refused. */
  readonly readOnly: boolean;
  /** Processes that stand by, beside the workers. */
  readonly spares: number;
  readonly readyTimeoutMs: number;
  /** How long a spare that is told to listen may take: all of it is loaded. */
  readonly wokenTimeoutMs: number;
  readonly graceMs: number;
  /** A worker whose loop has been blocked for this long is killed; null: never. */
  readonly killUnresponsiveMs: number | null;
  /** How long a replacement must survive before the old process drains, or a respawn counts. */
  readonly settleMs: number;
  /** How long a loaded app without a socket waits before it counts as running. */
  readonly runningAfterMs: number;
  /** How long a process that has closed its channel has to end by itself. */
  readonly endsAfterDisconnectMs: number;
  readonly restart: RestartPolicy;
}

export interface RestartPolicy {
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A share: 0.2 is ±20 %. */
  readonly jitter: number;
  readonly stableAfterMs: number;
  readonly endsToLatch: number;
  readonly endsWindowMs: number;
  readonly failedBootsToLatch: number;
  readonly failedBootsWindowMs: number;
}

/**
 * An end whose reason is not final yet: stderr is read to its end before the last word is said,
 * while the replacement is forked at once.
 */
export interface Autopsy {
  readonly launch: number;
  readonly slot: number;
  readonly process: WorkerProcess;
  readonly at: Stamp;
  readonly inFlight: number;
}

export interface FleetState {
  readonly policy: Policy;
  readonly target: number;
  /** Who wished for it. */
  readonly targetBy: string;
  /** Ordered by slot. */
  readonly slots: readonly Slot[];
  readonly nextLaunch: number;
  /** The last generation of slots that are gone, so that none is ever given twice. */
  readonly retiredGenerations: ReadonlyMap<number, number>;
  readonly reload: Reload | null;
  readonly reloads: number;
  readonly stopping: boolean;
  readonly autopsies: readonly Autopsy[];
}

export const DEFAULT_POLICY: Policy = {
  readOnly: false,
  spares: 0,
  readyTimeoutMs: 30_000,
  wokenTimeoutMs: 2_000,
  graceMs: 5_000,
  killUnresponsiveMs: null,
  settleMs: 150,
  runningAfterMs: 1_000,
  endsAfterDisconnectMs: 1_000,
  restart: {
    firstDelayMs: 100,
    longestDelayMs: 15_000,
    jitter: 0.2,
    stableAfterMs: 30_000,
    endsToLatch: 5,
    endsWindowMs: 30_000,
    failedBootsToLatch: 5,
    failedBootsWindowMs: 60_000,
  },
};

export function newFleet(policy: Policy): FleetState {
  return {
    policy,
    target: 0,
    targetBy: "supervisor",
    slots: [],
    nextLaunch: 1,
    retiredGenerations: new Map(),
    reload: null,
    reloads: 0,
    stopping: false,
    autopsies: [],
  };
}
