import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort, openStream, remember, startSupervisor } from "@clusterdeck/testkit";

/** One of the two things that are compared, running. */
export interface Side {
  readonly port: number;
  readonly primaryPid: number;
  /** Pids of its workers that listen, in the order in which they came to. */
  readonly listening: readonly number[];
  /** SIGKILL for the worker that came last; clusterdeck is asked to, as a person would. */
  readonly killNewest: () => void;
  /** The next worker that comes to listen. */
  readonly nextListening: () => Promise<number>;
  /** Resolves once all workers serve, and with clusterdeck all spares stand by. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SideOptions {
  /** Absolute; answers `hello` when absent. */
  readonly entry?: string;
  /** Of clusterdeck's command line. */
  readonly flags?: readonly string[];
  /** Of the plain cluster: who accepts, as `NODE_CLUSTER_SCHED_POLICY` has it. */
  readonly scheduling?: "rr" | "none";
}

export type SideName = "clusterdeck" | "plain";

const HELLO = fileURLToPath(new URL("../apps/hello.js", import.meta.url));
const PLAIN_PRIMARY = fileURLToPath(new URL("../apps/plain-primary.js", import.meta.url));

/** Starts a side and waits until all of its workers listen. */
export async function startSide(
  name: SideName,
  workers: number,
  options: SideOptions = {},
): Promise<Side> {
  const start = name === "plain" ? startPlain : startClusterdeck;
  const side = await start(workers, options);
  while (side.listening.length < workers) await side.nextListening();
  return side;
}

interface Listening extends Pick<Side, "listening" | "nextListening"> {
  readonly add: (pid: number) => void;
}

function createListening(): Listening {
  const listening: number[] = [];
  let waiting: ((pid: number) => void)[] = [];
  return {
    listening,
    nextListening: () => new Promise((resolve) => waiting.push(resolve)),
    add: (pid) => {
      listening.push(pid);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake(pid);
    },
  };
}

async function startPlain(
  workers: number,
  { entry = HELLO, scheduling = "rr" }: SideOptions,
): Promise<Side> {
  const port = await freePort();
  const primary = spawn(process.execPath, [PLAIN_PRIMARY, entry, String(workers)], {
    env: { ...process.env, PORT: String(port), NODE_CLUSTER_SCHED_POLICY: scheduling },
    stdio: ["ignore", "pipe", "inherit"],
  });
  remember(primary);
  const listening = createListening();
  createInterface({ input: primary.stdout }).on("line", (line) => {
    listening.add((JSON.parse(line) as { listening: number }).listening);
  });
  return {
    port,
    primaryPid: primary.pid ?? 0,
    ...listening,
    killNewest: () => process.kill(newest(listening), "SIGKILL"),
    // Whose workers listen when `nextListening` resolves; it makes nothing else.
    settled: () => Promise.resolve(),
    stop: async () => {
      primary.kill("SIGTERM");
      await once(primary, "exit");
    },
  };
}

function newest({ listening }: Pick<Side, "listening">): number {
  const pid = listening.at(-1);
  if (pid === undefined) throw new Error("no worker listens");
  return pid;
}

/** With a dashboard connected: a reader of the stream, as the page is. */
async function startClusterdeck(
  workers: number,
  { entry = HELLO, flags = [] }: SideOptions,
): Promise<Side> {
  const supervisor = await startSupervisor({ entry, workers, flags });
  const listening = createListening();
  let newestSlot = 0;
  supervisor.log.each((line) => {
    if (line.event !== "worker:serving" || !line.pid) return;
    newestSlot = line.slot ?? 0;
    listening.add(line.pid);
  });
  const stream = openStream(supervisor);
  await stream.next((message) => message.type === "snapshot");
  return {
    port: supervisor.appPort,
    primaryPid: supervisor.pid,
    ...listening,
    killNewest: () => stream.send({ type: "kill", slot: newestSlot }),
    settled: async () => void (await supervisor.serving(workers)),
    stop: async () => {
      stream.close();
      await supervisor.stop();
    },
  };
}
