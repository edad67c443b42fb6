import type { Command, CommandResult, EventKind, FleetEvent, Snapshot } from "@clusterdeck/shared";
import type { ClusterdeckConfig } from "../config/config.ts";

/** The configuration of a supervisor in this process; relative paths are relative to its folder. */
export interface EmbeddedConfig extends ClusterdeckConfig {
  /** The file that starts the app. */
  readonly entry: string;
  /** Say on the terminal what the command line would. Default false. */
  readonly log?: boolean;
}

/** Lines of one worker, without their ends. */
export interface WorkerOutput {
  readonly slot: number;
  readonly pid: number | null;
  readonly generation: number;
  readonly stream: "stdout" | "stderr";
  readonly lines: readonly string[];
}

/** What listeners are given: each kind of event by its name, every one as `event`, and output. */
export type SupervisorEvents = {
  readonly [Kind in EventKind]: FleetEvent;
} & {
  readonly event: FleetEvent;
  readonly output: WorkerOutput;
};

export interface EmbeddedSupervisor {
  /** The dashboard's address, token included; null without a dashboard. */
  readonly url: string | null;
  readonly port: number | null;
  /** Nothing is missed that happens after `createSupervisor` has resolved and before the next turn. */
  on<Name extends keyof SupervisorEvents>(
    name: Name,
    listener: (event: SupervisorEvents[Name]) => void,
  ): EmbeddedSupervisor;
  off<Name extends keyof SupervisorEvents>(
    name: Name,
    listener: (event: SupervisorEvents[Name]) => void,
  ): EmbeddedSupervisor;
  /** What `GET /api/v1/state` answers. */
  state(): Snapshot;
  /**
   * Runs a command as `POST /api/v1/commands` does; a refused one is a result of `failed`.
   *
   * @throws TypeError when it is no command
   */
  command(command: Command): CommandResult;
  /**
   * Resolves when as many workers as are wished for serve, or run where the app opens no socket.
   * Rejects when one of them has failed for good, or the supervisor stops.
   */
  ready(): Promise<Snapshot>;
  /** Drains every worker, closes the dashboard; after that another supervisor may be created. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes this process the supervisor of an app. One at a time; no worker of a cluster may be one.
 * Sets no handler of a signal and never ends the process.
 */
export type CreateSupervisor = (config: EmbeddedConfig) => Promise<EmbeddedSupervisor>;
