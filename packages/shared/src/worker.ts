import { Type, type Static } from "typebox";
import { WorkerMetrics } from "./metrics.ts";
import { EpochMs, Nullable, OneOf } from "./schema.ts";

export const WORKER_STATES = [
  /** Forked, not ready yet. */
  "starting",
  /** Has a listening socket. */
  "serving",
  /** Alive and loaded, opens no socket. */
  "running",
  /** Has not answered for three seconds: blocked or stopped. */
  "unresponsive",
  /** Takes no new connections, finishes what is in flight. */
  "draining",
  /** Waits before the next try. */
  "backoff",
  /** Crash loop: tries no more until `retry`. */
  "failed",
  /** A warm spare. */
  "standby",
] as const;
export const WorkerState = OneOf(WORKER_STATES);
export type WorkerState = (typeof WORKER_STATES)[number];

export const EXIT_CAUSES = [
  "command",
  "reload",
  "scale-down",
  "crash",
  "out-of-memory",
  "memory-limit",
  "request-limit",
  "age-limit",
  "unresponsive",
  "external-signal",
  "clean-exit",
  "boot-failure",
  "shutdown",
] as const;
export const ExitCause = OneOf(EXIT_CAUSES);
export type ExitCause = (typeof EXIT_CAUSES)[number];

export const LastExit = Type.Object({
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
  /** As the operating system gave them: one of the two is null. */
  code: Nullable(Type.Integer()),
  signal: Nullable(Type.String()),
  cause: ExitCause,
  /** Who or what brought it about: `you`, `api`, `watch`, `supervisor`, `app`, `outside`. */
  by: Type.String(),
  /** What happened, in one sentence: the error's first line, or what was asked for. */
  detail: Type.String(),
  /** What to do about it, in one sentence that can follow a colon; null where there is nothing. */
  hint: Nullable(Type.String()),
  at: EpochMs,
  uptimeMs: Type.Number(),
  /**
   * Requests that were open. Exact where the process exited, since the agent counts them once more;
   * after a signal as the agent said last, which is up to a second old.
   */
  inFlight: Type.Integer(),
  /** The last lines of stderr, oldest first. */
  stderrTail: Type.Array(Type.String()),
});
export type LastExit = Static<typeof LastExit>;

export const WORKER_COMMANDS = ["kill", "restart", "retry"] as const;
export type WorkerCommand = (typeof WORKER_COMMANDS)[number];

/** A process beside the one that holds the slot: coming up to replace it, or finishing its work. */
export const SideProcess = Type.Object({
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
  since: EpochMs,
  /** Until it is given up (coming up) or killed (draining); null without a deadline. */
  deadlineInMs: Nullable(Type.Number()),
});
export type SideProcess = Static<typeof SideProcess>;

export const RELOAD_STEPS = [
  /** Its turn is still to come. */
  "waiting",
  /** Its replacement starts, or its old process finishes its work. */
  "replacing",
  /** Holds a process that is younger than the reload, and no older one. */
  "done",
] as const;
export type ReloadStep = (typeof RELOAD_STEPS)[number];

export const WorkerView = Type.Object({
  /** The worker's stable place, 1 upward. */
  slot: Type.Integer(),
  /** The live process, or null. */
  pid: Nullable(Type.Integer()),
  /** Rises by one with each process that the slot has had. */
  generation: Type.Integer(),
  state: WorkerState,
  /** When it came into this state. */
  since: EpochMs,
  /** When the live process was forked. */
  startedAt: Nullable(EpochMs),
  /** Processes of this slot that were followed by another one. */
  restarts: Type.Integer(),
  /** Until the next try, when `state` is `backoff`. */
  restartInMs: Nullable(Type.Number()),
  /** Until the state is ended by force: the ready timeout, or the grace of a drain. */
  deadlineInMs: Nullable(Type.Number()),
  /** From the last process's end to this one's readiness, when it was replaced after a death. */
  replacedInMs: Nullable(Type.Number()),
  /** The one sentence that matters now. */
  note: Nullable(Type.String()),
  metrics: Nullable(WorkerMetrics),
  lastExit: Nullable(LastExit),
  /** The replacement that is coming up while this process still serves. */
  successor: Nullable(SideProcess),
  /** Earlier processes that still finish their work. */
  retiring: Type.Array(SideProcess),
  /** Where a reload that is going on has got to here; null when none is, or it leaves this be. */
  reload: Nullable(OneOf(RELOAD_STEPS)),
  /** What this worker would accept now. */
  commands: Type.Array(OneOf(WORKER_COMMANDS)),
});
export type WorkerView = Static<typeof WorkerView>;
