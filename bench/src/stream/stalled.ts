import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSupervisor } from "@clusterdeck/testkit";
import { startReaders } from "./readers.ts";

/** A real supervisor in real time, and among its readers one that reads nothing. */
export interface StalledFigures {
  readonly droppedAfterMs: number;
  /** Of the others' frames, from `at` to arrival: before there was one that reads nothing, and while. */
  readonly latenessBeforeMs: readonly number[];
  readonly latenessMs: readonly number[];
  /** What the supervisor grew by meanwhile, as the system counts it. */
  readonly rssGrownBytes: number;
}

const HELLO = fileURLToPath(new URL("../../apps/hello.js", import.meta.url));
const WORKERS = 4;
const READERS = 10;
const SETTLE_MS = 10_000;
const BEFORE_MS = 30_000;
const KILL_EVERY_MS = 1_000;
const LOOK_EVERY_MS = 50;
const LIMIT_MS = 60_000;
/** As /proc/net/tcp has it. */
const ESTABLISHED = "01";

export async function measureStalled(): Promise<StalledFigures> {
  const supervisor = await startSupervisor({ entry: HELLO, workers: WORKERS });
  const readers = startReaders(supervisor);
  let kills = 0;
  const killing = setInterval(() => {
    kills += 1;
    supervisor.command({ type: "kill", slot: 1 + (kills % WORKERS) }).catch(() => {});
  }, KILL_EVERY_MS);
  const rssBytes = async () => (await supervisor.state()).supervisor.rssBytes;
  try {
    await supervisor.serving(WORKERS);
    await readers.connect(READERS);
    await delay(SETTLE_MS);
    await readers.take();
    await delay(BEFORE_MS);
    const { latenessMs: latenessBeforeMs } = await readers.take();
    const rssBefore = await rssBytes();
    const beganMs = performance.now();
    const port = await readers.stall();
    await dropped(supervisor.dashboardPort, port);
    const droppedAfterMs = performance.now() - beganMs;
    const { latenessMs } = await readers.take();
    return {
      droppedAfterMs,
      latenessBeforeMs,
      latenessMs,
      rssGrownBytes: (await rssBytes()) - rssBefore,
    };
  } finally {
    clearInterval(killing);
    await readers.end();
    await supervisor.stop();
  }
}

/** The reader itself would not notice: it does not read. So its connection's other end is watched. */
async function dropped(serverPort: number, clientPort: number): Promise<void> {
  const beganMs = performance.now();
  while (isEstablished(serverPort, clientPort)) {
    if (performance.now() - beganMs > LIMIT_MS) throw new Error("it was not dropped in a minute");
    await delay(LOOK_EVERY_MS);
  }
}

function isEstablished(localPort: number, remotePort: number): boolean {
  return readFileSync("/proc/net/tcp", "latin1")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .some(
      ([, local = "", remote = "", state]) =>
        portOf(local) === localPort && portOf(remote) === remotePort && state === ESTABLISHED,
    );
}

function portOf(address: string): number {
  return Number.parseInt(address.split(":")[1] ?? "", 16);
}
