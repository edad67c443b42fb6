import { spawn, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Duplex, Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  COMMANDS_PATH,
  STATE_PATH,
  type Command,
  type CommandResult,
  type Snapshot,
  type WorkerState,
  type WorkerView,
} from "@clusterdeck/shared";
import { remember } from "./children.ts";
import { freePort } from "./free-port.ts";
import { createLineLog, type LineLog, type LogLine } from "./line-log.ts";
import { openProbe, PROBE_FLAGS, type Holdings, type Probe } from "./probe/holdings.ts";
import { MARK_VARIABLE, processesMarked } from "./survivors.ts";
import { onTerminal, type TerminalRunner } from "./terminal.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const CLI = fileURLToPath(new URL("../../supervisor/dist/cli.js", import.meta.url));
const START_TIMEOUT_MS = 15_000;

export interface SupervisorOptions {
  /** Relative to the repository's folder, or absolute. */
  entry?: string;
  workers?: number;
  /** Further options of the command line. */
  flags?: readonly string[];
  /** Arguments for the app. */
  appArgs?: readonly string[];
  /** Added to the app's environment. */
  env?: Readonly<Record<string, string>>;
  /** Chosen freely when not given. */
  appPort?: number;
  dashboardPort?: number;
  /** Null: the user's kept one. */
  token?: string | null;
  /** Put before the command, such as `setpriv --reuid=…`: must end in its `exec`. */
  wrapper?: readonly string[];
  /** On a terminal of its own, for `type` and `closeTerminal`, and run there by whom. */
  onTerminal?: TerminalRunner;
  /** Makes `holdings` answer. */
  probe?: boolean;
}

export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A failed command's answer is a problem: `code` is its stable word, `status` its HTTP status. */
export type CommandAnswer = Omit<CommandResult, "status"> & {
  http: number;
  status: CommandResult["status"] | number;
  code?: string;
};

/** A running `clusterdeck`, and what it has said. */
export class Supervisor {
  readonly pid: number;
  readonly token: string;
  readonly appPort: number;
  readonly dashboardPort: number;
  /** The dashboard's address without the token. */
  readonly origin: string;
  /** The dashboard's address as it was printed, with the token in the fragment. */
  readonly url: string;
  readonly log: LineLog;
  readonly #started: Started;

  constructor(started: Started, ready: ReadyLine) {
    this.#started = started;
    this.log = started.log;
    this.pid = ready.pid;
    this.token =
      started.token ?? new URLSearchParams(new URL(ready.url).hash.slice(1)).get("token") ?? "";
    this.appPort = started.appPort;
    this.dashboardPort = ready.port;
    this.url = ready.url;
    this.origin = new URL(ready.url).origin;
  }

  /** What the supervisor itself says is going on: the truth that the page is held against. */
  async state(): Promise<Snapshot> {
    const response = await this.request(STATE_PATH);
    if (!response.ok) throw new Error(`${STATE_PATH}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Snapshot;
  }

  async worker(slot: number): Promise<WorkerView> {
    const { workers } = await this.state();
    const worker = workers.find((each) => each.slot === slot);
    if (!worker) throw new Error(`no worker in slot ${slot}`);
    return worker;
  }

  async command(command: Command): Promise<CommandAnswer> {
    const response = await this.request(COMMANDS_PATH, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(command),
    });
    return { ...((await response.json()) as CommandAnswer), http: response.status };
  }

  /** Any request to the dashboard's port, with the token. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.token}`);
    return fetch(new URL(path, this.origin), { ...init, headers });
  }

  /** Waits until that many workers serve and all spares stand by, as the log tells it. */
  async serving(count: number): Promise<Snapshot> {
    for (;;) {
      const before = this.log.lines.length;
      const state = await this.state();
      const { workers, spares } = state;
      const counted = (wanted: WorkerState) =>
        workers.filter((worker) => worker.state === wanted).length;
      const isAll = workers.length === count + spares;
      if (isAll && counted("serving") === count && counted("standby") === spares) return state;
      await this.log.next(() => true, before);
    }
  }

  /**
   * What it holds in memory and handles, after a collection of its garbage.
   *
   * @throws {Error} when it was not started with `probe`
   */
  async holdings(): Promise<Holdings> {
    const { probe } = this.#started;
    if (probe === null) throw new Error("start the supervisor with `probe: true`");
    return probe.look();
  }

  /** Asks it to end, and waits for that. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<End> {
    this.signal(signal);
    return this.#started.ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#started.child.kill(signal);
  }

  /** On its terminal; "\x03" is Ctrl-C. */
  type(text: string): void {
    this.#started.child.stdin?.write(text);
  }

  /** As if its window were closed. Nothing tells of its end then but `processes`. */
  closeTerminal(): void {
    this.#started.child.kill("SIGKILL");
  }

  /** As if a pipe or a terminal that the log goes to were closed. */
  closeLog(): void {
    this.#started.child.stdout?.destroy();
    this.#started.child.stderr?.destroy();
  }

  get ended(): Promise<End> {
    return this.#started.ended;
  }

  hasEnded(): boolean {
    const { exitCode, signalCode } = this.#started.child;
    return exitCode !== null || signalCode !== null;
  }

  /** The supervisor, its workers and whatever else it has started, as far as they live. */
  processes(): number[] {
    return processesMarked(this.#started.mark);
  }
}

interface Started {
  child: ChildProcess;
  ended: Promise<End>;
  log: LineLog;
  mark: string;
  probe: Probe | null;
  token: string | null;
  appPort: number;
}

interface ReadyLine {
  url: string;
  port: number;
  pid: number;
}

/** Starts the built command line and waits until it has printed the dashboard's address. */
export async function startSupervisor(options: SupervisorOptions = {}): Promise<Supervisor> {
  const { entry = "examples/http/server.js", workers = 2, flags = [], env = {} } = options;
  const { token = randomBytes(32).toString("base64url") } = options;
  const appPort = options.appPort ?? (await freePort());
  const mark = randomBytes(16).toString("hex");
  const args = [
    "--json",
    `--workers=${workers}`,
    `--dashboard-port=${options.dashboardPort ?? 0}`,
    ...flags,
    entry,
    "--",
    ...(options.appArgs ?? []),
  ];
  const isProbed = options.probe === true;
  const nodeFlags = isProbed ? PROBE_FLAGS : [];
  const command = [...(options.wrapper ?? []), process.execPath, ...nodeFlags, CLI, ...args];
  const [file = "", ...rest] =
    options.onTerminal === undefined ? command : onTerminal(command, options.onTerminal);
  const child = spawn(file, rest, {
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      PORT: String(appPort),
      CLUSTERDECK_TOKEN: token ?? "",
      [MARK_VARIABLE]: mark,
    },
    stdio: ["pipe", "pipe", "pipe", isProbed ? "pipe" : "ignore"],
  }) as ChildProcessByStdio<Writable, Readable, Readable>;
  if (options.onTerminal === undefined) child.stdin.end();
  remember(child);
  const probe = isProbed ? openProbe(child.stdio[3] as Duplex) : null;
  const ended = once(child, "exit").then(([code, signal]): End => ({ code, signal }));
  const log = createLineLog();
  createInterface({ input: child.stdout }).on("line", log.add);
  createInterface({ input: child.stderr }).on("line", log.addError);
  const ready = await readyLine(child, ended, log);
  return new Supervisor({ child, ended, log, mark, probe, token, appPort }, ready);
}

async function readyLine(
  child: ChildProcess,
  ended: Promise<End>,
  log: LineLog,
): Promise<ReadyLine> {
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    const fail = (why: string) => {
      const said = [...log.lines.map((line) => JSON.stringify(line)), ...log.errors].join("\n");
      reject(new Error(`The supervisor ${why}. It said:\n${said}`));
    };
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(`printed no address in ${START_TIMEOUT_MS} ms`);
    }, START_TIMEOUT_MS);
    void ended.then((end) =>
      fail(`ended with ${JSON.stringify(end)} before it printed an address`),
    );
  });
  const isReady = (line: LogLine) => line.event === "dashboard";
  try {
    return (await Promise.race([log.next(isReady), failed])) as unknown as ReadyLine;
  } finally {
    clearTimeout(timer);
  }
}
