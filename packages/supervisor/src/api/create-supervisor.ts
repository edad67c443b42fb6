import type { Command, CommandResult, Snapshot } from "@clusterdeck/shared";
import { announce } from "../announce.ts";
import { readConfig } from "../config/read-config.ts";
import { withFlags } from "../config/with-flags.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { harmless } from "../log/terminal.ts";
import { resolveOptions } from "../options/resolve.ts";
import { isClusterWorker } from "../process/is-cluster-worker.ts";
import { LARGEST_MESSAGE_BYTES, parseCommand, parseJson } from "../stream/parse-message.ts";
import { startSupervisor, type Supervisor } from "../supervisor.ts";
import { checkedConfig } from "./checked-config.ts";
import type {
  CreateSupervisor,
  EmbeddedConfig,
  EmbeddedSupervisor,
} from "./embedded-supervisor.ts";
import { mountedOptions } from "./mounted-options.ts";
import { createListeners, type Listeners } from "./listeners.ts";
import { readinessOf } from "./readiness.ts";

const NO_FLAGS = { entry: null, appArgs: null } as const;

/** `node:cluster` has one set of settings for the whole process. */
let isTaken = false;

export const createSupervisor: CreateSupervisor = async (config) => {
  if (isClusterWorker()) throw new Error("a worker of a cluster cannot be a supervisor");
  if (isTaken) throw new Error("this process has a supervisor already: stop it first");
  isTaken = true;
  try {
    return await open(config, () => {
      isTaken = false;
    });
  } catch (error) {
    isTaken = false;
    throw error;
  }
};

async function open(given: EmbeddedConfig, onStopped: () => void): Promise<EmbeddedSupervisor> {
  const { log = false, mount, ...config } = checkedConfig(given);
  const read = readConfig(config, { name: "createSupervisor", folder: process.cwd() });
  const { token } = read.options;
  // A program's own word goes before the environment's, as the command line's does.
  const flags = { ...NO_FLAGS, options: token === undefined ? {} : { token } };
  const resolved = resolveOptions(withFlags(flags, read), process.env);
  const options = mount === undefined ? resolved : mountedOptions(resolved, read.options, mount);
  const listeners = createListeners();
  const watchers = new Set<() => void>();
  const logger = tellingLogger(listeners, log ? terminalLogger(options.json) : null);
  const core = await startSupervisor(options, logger, () => {
    for (const watcher of watchers) queueMicrotask(watcher);
  });
  // In the next turn: whoever has awaited us has its listeners in place by then.
  const beginning = setImmediate(() => {
    core.begin();
    announce(core, options, logger);
  });
  let stopped: Promise<void> | null = null;
  const stop = () => {
    clearImmediate(beginning);
    stopped ??= core.stop("stopped by its program").then(onStopped);
    return stopped;
  };
  const supervisor: EmbeddedSupervisor = {
    url: core.url,
    port: core.port,
    mounted: core.mounted,
    on(name, listener) {
      listeners.add(name, listener);
      return supervisor;
    },
    off(name, listener) {
      listeners.remove(name, listener);
      return supervisor;
    },
    state: core.state,
    command: (command) => runChecked(core, command),
    ready: () => untilReady(core.state, watchers),
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return supervisor;
}

/**
 * Under the rules of a command that comes over HTTP: programs in JavaScript have no compiler to check
 * theirs, and what JSON cannot hold would fail only on its way to a worker.
 */
function runChecked(core: Supervisor, command: Command): CommandResult {
  const text = JSON.stringify(command) ?? "null";
  if (Buffer.byteLength(text) > LARGEST_MESSAGE_BYTES) {
    throw new TypeError("The command is larger than 64 KiB: send less at a time.");
  }
  const json = parseJson(text);
  const parsed = json.ok ? parseCommand(json.value) : json;
  if (parsed.ok) return core.command(parsed.value, "api");
  throw new TypeError(parsed.error.message);
}

/** Looks anew at each change, and first when the workers have been wished for. */
function untilReady(state: () => Snapshot, watchers: Set<() => void>): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!watchers.has(look)) return;
      const snapshot = state();
      const readiness = readinessOf(snapshot);
      if (readiness.kind === "waiting") return;
      watchers.delete(look);
      if (readiness.kind === "ready") resolve(snapshot);
      else reject(new Error(readiness.reason));
    };
    watchers.add(look);
    setImmediate(look);
  });
}

function terminalLogger(isJson: boolean): Logger {
  return createLogger(isJson, harmless(process.stdout), harmless(process.stderr), () => new Date());
}

function tellingLogger({ tell }: Listeners, terminal: Logger | null): Logger {
  return {
    event: (event) => {
      terminal?.event(event);
      tell(event.kind, event);
      tell("event", event);
    },
    output: (source, lines) => {
      terminal?.output(source, lines);
      tell("output", { ...source, lines });
    },
    outputDropped: (source, lines) => {
      terminal?.outputDropped(source, lines);
      tell("output-dropped", { ...source, lines });
    },
    say: (name, text, fields) => terminal?.say(name, text, fields),
    warn: (message) => {
      terminal?.warn(message);
      tell("warning", { message });
    },
  };
}
