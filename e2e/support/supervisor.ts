import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { STATE_PATH, type Snapshot, type WorkerView } from "@clusterdeck/shared";
import { freePort } from "./free-port.ts";
import { MARK_VARIABLE, processesMarked } from "./survivors.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLI = fileURLToPath(new URL("../../packages/supervisor/dist/cli.js", import.meta.url));
const START_TIMEOUT_MS = 15_000;

export interface SupervisorOptions {
  /** Relative to the repository's folder. */
  entry?: string;
  workers?: number;
  /** Further options of the command line. */
  flags?: readonly string[];
  /** Added to the app's environment. */
  env?: Readonly<Record<string, string>>;
  /** Chosen freely when not given. */
  appPort?: number;
  dashboardPort?: number;
  token?: string;
}

export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running `clusterdeck`, and what it has said. */
export class Supervisor {
  readonly token: string;
  readonly appPort: number;
  readonly dashboardPort: number;
  /** The dashboard's address without the token. */
  readonly origin: string;
  /** The dashboard's address as it was printed, with the token in the fragment. */
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<End>;
  readonly #mark: string;

  constructor(started: Started, ready: ReadyLine) {
    this.#child = started.child;
    this.#ended = started.ended;
    this.#mark = started.mark;
    this.token = started.token;
    this.appPort = started.appPort;
    this.dashboardPort = ready.port;
    this.url = ready.url;
    this.origin = new URL(ready.url).origin;
  }

  /** What the supervisor itself says is going on: the truth that the page is held against. */
  async state(): Promise<Snapshot> {
    const response = await fetch(new URL(STATE_PATH, this.origin), {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) throw new Error(`${STATE_PATH}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Snapshot;
  }

  async worker(slot: number): Promise<WorkerView> {
    const { workers } = await this.state();
    const worker = workers.find((each) => each.slot === slot);
    if (!worker) throw new Error(`no worker in slot ${slot}`);
    return worker;
  }

  /** Asks it to end, and waits for that. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<End> {
    this.#child.kill(signal);
    return this.#ended;
  }

  hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The supervisor, its workers and whatever else it has started, as far as they live. */
  processes(): number[] {
    return processesMarked(this.#mark);
  }
}

interface Started {
  child: ChildProcess;
  ended: Promise<End>;
  mark: string;
  token: string;
  appPort: number;
}

interface ReadyLine {
  url: string;
  port: number;
}

/** Starts the built command line and waits until it has printed the dashboard's address. */
export async function startSupervisor(options: SupervisorOptions = {}): Promise<Supervisor> {
  const { entry = "examples/http/server.js", workers = 2, flags = [], env = {} } = options;
  const token = options.token ?? randomBytes(32).toString("base64url");
  const appPort = options.appPort ?? (await freePort());
  const mark = randomBytes(16).toString("hex");
  const args = [
    "--json",
    `--workers=${workers}`,
    `--dashboard-port=${options.dashboardPort ?? 0}`,
    ...flags,
    entry,
  ];
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      PORT: String(appPort),
      CLUSTERDECK_TOKEN: token,
      [MARK_VARIABLE]: mark,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(([code, signal]): End => ({ code, signal }));
  return new Supervisor({ child, ended, mark, token, appPort }, await readyLine(child, ended));
}

async function readyLine(child: ChildProcess, ended: Promise<End>): Promise<ReadyLine> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const fail = (why: string) => new Error(`The supervisor ${why}. It said:\n${said}`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(fail(`printed no address in ${START_TIMEOUT_MS} ms`));
    }, START_TIMEOUT_MS);
    void ended.then((end) => {
      clearTimeout(timer);
      reject(fail(`ended with ${JSON.stringify(end)} before it printed an address`));
    });
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      said += `${line}\n`;
      const { event, url, port } = JSON.parse(line) as Partial<ReadyLine> & { event?: string };
      if (event !== "dashboard" || url === undefined || port === undefined) return;
      clearTimeout(timer);
      resolve({ url, port });
    });
  });
}
