import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Command, CommandResult, EventKind, FleetEvent, Snapshot } from "@clusterdeck/shared";
import type { ClusterdeckConfig } from "../config/config.ts";

/**
 * The configuration of a supervisor in this process. Relative paths are relative to the working
 * directory; a file beside the program is `fileURLToPath(new URL("server.js", import.meta.url))`.
 */
export interface EmbeddedConfig extends ClusterdeckConfig {
  /** The file that starts the app. */
  readonly entry: string;
  /**
   * Put the dashboard into a server that the program has, below this path, such as "/clusterdeck", in
   * place of a port of its own. That server hands over its requests and upgrades to `mounted`.
   */
  readonly mount?: string;
  /** Say on the terminal what the command line would. Default false. */
  readonly log?: boolean;
}

/** Which process wrote it, and where to. */
interface OutputOrigin {
  readonly slot: number;
  readonly pid: number | null;
  readonly generation: number;
  readonly stream: "stdout" | "stderr";
}

/** Lines of one worker, without their ends. */
export interface WorkerOutput extends OutputOrigin {
  readonly lines: readonly string[];
}

/** So many lines of one worker came too fast to be taken: no `output` tells of them. */
export interface DroppedOutput extends OutputOrigin {
  readonly lines: number;
}

/** What does not work as it should, in one line, or with the stack of an error of ours. */
export interface SupervisorWarning {
  readonly message: string;
}

/** What listeners are given: each kind of event by its name, every one as `event`, and the rest. */
export type SupervisorEvents = {
  readonly [Kind in EventKind]: FleetEvent;
} & {
  readonly event: FleetEvent;
  readonly output: WorkerOutput;
  readonly "output-dropped": DroppedOutput;
  readonly warning: SupervisorWarning;
};

/** The dashboard as a part of a server of the program's own. */
export interface MountedDashboard {
  /**
   * Answers a request for a path below `mount`. Its body must not have been read.
   *
   * @returns false when it is for something else, and untouched
   */
  request(request: IncomingMessage, response: ServerResponse): boolean;
  /** The same of an `upgrade` event, by which the page gets its stream. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** What the page's address ends with, after `#token=`; null where none is asked for. It may change. */
  token(): string | null;
}

export interface EmbeddedSupervisor {
  /** The dashboard's address, token included; null without a dashboard, and where it is mounted. */
  readonly url: string | null;
  /** Null unless `mount` was given. */
  readonly mounted: MountedDashboard | null;
  readonly port: number | null;
  /**
   * Nothing is missed that happens after `createSupervisor` has resolved and before the next turn.
   *
   * @throws TypeError when there is no such event, or the listener is no function
   */
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
