import type { Serializable } from "node:child_process";
import cluster, { type Worker } from "node:cluster";
import { Socket as UdpSocket } from "node:dgram";
import { Server, Socket } from "node:net";
import type { Balance, CommandSignal, Sticky } from "@clusterdeck/shared";
import type { AgentMessage, AgentOrder } from "../agent/messages.ts";
import { AGENT_FD } from "../agent/messages.ts";
import { settingsEnvironment, type AgentSettings } from "../agent/settings.ts";
import { UsageError } from "../options/usage-error.ts";
import { openAgentLink, type AgentLink } from "./agent-link.ts";
import { startOrphanGuard } from "./orphan-guard.ts";
import { setSchedulingPolicy } from "./scheduling-policy.ts";
import { createStickyRoute } from "./sticky-route.ts";
import { watchConnections, type ConnectionWatch } from "./stuck-connections.ts";

export interface LaunchSpec {
  /** The app's entry, absolute. */
  readonly entry: string;
  readonly args: readonly string[];
  /** Node's own flags for the workers, such as a TypeScript loader. */
  readonly nodeFlags: readonly string[];
  /** What is added to the environment of a slot's process; may throw. */
  readonly variablesOf: (slot: number) => NodeJS.ProcessEnv;
  /** The built agent, absolute. */
  readonly agentFile: string;
  readonly balance: Balance;
  readonly sticky: Sticky | null;
}

/** What a process does, as seen from the supervisor. A launch ends with `exited`, then `closed`. */
export type ProcessReport =
  | { readonly kind: "forked"; readonly launch: number; readonly pid: number }
  | { readonly kind: "listening"; readonly launch: number; readonly port: number | null }
  /** Its channel is closed, and it lives: it takes no more connections. */
  | { readonly kind: "disconnected"; readonly launch: number }
  | { readonly kind: "agent"; readonly launch: number; readonly message: AgentMessage }
  /** The app has said it to its primary, by `process.send`. */
  | { readonly kind: "said"; readonly launch: number; readonly payload: unknown }
  | {
      readonly kind: "output";
      readonly launch: number;
      readonly stream: "stdout" | "stderr";
      readonly chunk: Buffer;
    }
  | {
      readonly kind: "exited";
      readonly launch: number;
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
      /** Why it could not even be forked; null when it could. */
      readonly forkError: string | null;
    }
  /** Its output has been read to the end, or a grandchild holds it and a second has passed. */
  | { readonly kind: "closed"; readonly launch: number };

export interface Launcher {
  readonly fork: (launch: number, slot: number, settings: AgentSettings) => void;
  /** It is in this slot from now on. */
  readonly move: (launch: number, slot: number) => void;
  readonly signal: (launch: number, signal: CommandSignal) => void;
  readonly order: (launch: number, order: AgentOrder) => void;
  /** Gives the order, unless too much that the process has not read waits for it, or it has ended. */
  readonly offer: (launch: number, order: AgentOrder) => boolean;
  /** To the app's own `process.on("message")`. */
  readonly message: (launch: number, payload: unknown) => void;
  /** Those for which as much waits as may. */
  readonly fullChannels: () => ReadonlySet<number>;
  /** Once no process is left. */
  readonly close: () => void;
}

/** The supervisor's secrets: never in the app's environment. */
const WITHHELD_ENVIRONMENT = { CLUSTERDECK_TOKEN: undefined };
const OUTPUT_END_TIMEOUT_MS = 1_000;

/** Messages that may wait for a process whose event loop is blocked, each of 64 KiB at most. */
const MOST_UNSENT_MESSAGES = 16;

interface LiveProcess {
  slot: number;
  /** Messages that its channel has not taken yet. */
  unsent: number;
  readonly worker: Worker;
  readonly agent: AgentLink;
  readonly connections: ConnectionWatch;
}

type Report = (report: ProcessReport) => void;

/** Makes this process the cluster primary of the app. The policy freezes at the first fork. */
export function createLauncher(
  spec: LaunchSpec,
  report: Report,
  onGuardError: (error: Error) => void,
): Launcher {
  /** By launch, oldest first. */
  const live = new Map<number, LiveProcess>();
  const route = spec.sticky === null ? null : createStickyRoute(() => live.values());
  setSchedulingPolicy(spec.balance);
  cluster.setupPrimary({
    exec: spec.entry,
    args: [...spec.args],
    // Set in any case: by default workers would start with the supervisor's own flags.
    execArgv: ["--require", spec.agentFile, ...spec.nodeFlags],
    stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"],
  });

  const guard = startOrphanGuard(onGuardError);

  const fork = (launch: number, slot: number, settings: AgentSettings) => {
    const worker = cluster.fork({
      ...spec.variablesOf(slot),
      ...WITHHELD_ENVIRONMENT,
      ...settingsEnvironment(settings),
    });
    const { process: child } = worker;
    // An IPC channel that breaks as its process dies is no news: the exit is.
    worker.on("error", () => {});
    const { pid } = child;
    if (pid === undefined) return reportUnforked(worker, launch, report);
    const listensElsewhere = (key: string) =>
      [...live.values()].some(
        (other) => other.worker !== worker && other.connections.listensOn(key),
      );
    const connections = watchConnections(worker, listensElsewhere, route);
    const agent = openAgentLink(child.stdio?.[AGENT_FD], (message) => {
      if (message.kind === "sample") connections.noteTurn();
      report({ kind: "agent", launch, message });
    });
    live.set(launch, { slot, unsent: 0, worker, agent, connections });
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.on("data", (chunk: Buffer) =>
        report({ kind: "output", launch, stream, chunk }),
      );
    }
    worker.on("listening", ({ port }: { port: number }) =>
      report({ kind: "listening", launch, port: port > 0 ? port : null }),
    );
    worker.on("message", (payload: unknown, handle: unknown) => {
      closeHandle(handle);
      report({ kind: "said", launch, payload });
    });
    child.once("disconnect", () => {
      if (live.has(launch)) report({ kind: "disconnected", launch });
    });
    watchEnd(worker, launch, (ended) => {
      if (ended.kind === "exited") {
        live.delete(launch);
        guard.remove(pid);
      }
      report(ended);
    });
    guard.add(pid);
    report({ kind: "forked", launch, pid });
  };

  return {
    fork: (launch, slot, settings) => {
      try {
        fork(launch, slot, settings);
      } catch (error) {
        // Not within the call: whoever asked for the fork has not finished its own step.
        setImmediate(() => reportForkError(error, launch, report));
      }
    },
    move: (launch, slot) => {
      const moved = live.get(launch);
      if (moved !== undefined) moved.slot = slot;
    },
    // Through the handle, never to a number: pids are used again.
    signal: (launch, signal) => {
      live.get(launch)?.worker.process.kill(signal);
    },
    order: (launch, order) => {
      live.get(launch)?.agent.send(order);
    },
    offer: (launch, order) => live.get(launch)?.agent.offer(order) ?? false,
    message: (launch, payload) => {
      const process = live.get(launch);
      if (process?.worker.process.connected !== true) return;
      process.worker.process.send(payload as Serializable, () => {
        process.unsent -= 1;
      });
      process.unsent += 1;
    },
    fullChannels: () =>
      new Set(
        [...live].flatMap(([launch, { unsent }]) =>
          unsent >= MOST_UNSENT_MESSAGES ? [launch] : [],
        ),
      ),
    close: guard.close,
  };
}

/** A socket or server that the app has sent along: nobody here would ever read from it. */
function closeHandle(handle: unknown): void {
  if (handle instanceof Socket) handle.destroy();
  else if (handle instanceof Server || handle instanceof UdpSocket) handle.close();
}

/** For want of descriptors or processes Node gives a child without a pid, and the error a tick later. */
function reportUnforked(worker: Worker, launch: number, report: Report): void {
  worker.process.once("error", (error) => {
    // No exit follows by which Node would forget it.
    delete cluster.workers?.[worker.id];
    reportForkError(error, launch, report);
  });
}

function reportForkError(error: unknown, launch: number, report: Report): void {
  // What the configuration says of a slot is asked for at each fork, and may be wrong only then.
  const what = error instanceof UsageError ? "no environment" : "cannot fork";
  const forkError = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  report({ kind: "exited", launch, code: null, signal: null, forkError });
  report({ kind: "closed", launch });
}

function watchEnd(
  worker: Worker,
  launch: number,
  report: (report: Extract<ProcessReport, { kind: "exited" | "closed" }>) => void,
): void {
  const { process: child } = worker;
  child.once("exit", (code, signal) => {
    report({ kind: "exited", launch, code, signal, forkError: null });
    let isClosed = false;
    const closed = () => {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(timer);
      report({ kind: "closed", launch });
    };
    const timer = setTimeout(closed, OUTPUT_END_TIMEOUT_MS);
    child.once("close", closed);
  });
}
