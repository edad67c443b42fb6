import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSupervisor, type Supervisor } from "@clusterdeck/testkit";
import autocannon from "autocannon";
import { cpuMsOf } from "../cpu-time.ts";
import { startReaders, type Readers } from "./readers.ts";

/** A hundred dashboards in front of 64 workers, by turns with none, in one supervisor. */
export interface CrowdFigures {
  /** Of the supervisor while the app is idle, in percent of a core: those of one index are a pair. */
  readonly cpuPercent: ByAudience;
  /** Of the readers' process, in percent of a core: they share the machine with the app. */
  readonly readersCpuPercent: readonly number[];
  /** The supervisor's own figure of each second, while the app is idle. */
  readonly loopDelayP99Ms: ByAudience;
  readonly requestsPerSecond: ByAudience;
  /** From a frame's `at` to its arrival, all readers. */
  readonly latenessMs: readonly number[];
  /** Of each reader, in one second; 1 when nothing was spared. */
  readonly framesPerSecond: number;
  readonly frameBytes: number;
}

export type Audience = "none" | "crowd";
export type ByAudience = Record<Audience, number[]>;

export interface CrowdSize {
  readonly workers: number;
  readonly dashboards: number;
  /** Of idle slices, and of slices under load. */
  readonly idlePairs: number;
  readonly loadPairs: number;
}

const HELLO = fileURLToPath(new URL("../../apps/hello.js", import.meta.url));
const SETTLE_MS = 1_500;
const IDLE_SECONDS = 4;
const LOAD_SECONDS = 2;
const WARM_UP_SECONDS = 3;
const CONNECTIONS = 64;
const SECOND_MS = 1_000;

export async function measureCrowd(size: CrowdSize): Promise<CrowdFigures> {
  const supervisor = await startSupervisor({
    entry: HELLO,
    workers: size.workers,
    // So many do not come up in half a minute on a small machine.
    flags: ["--ready-timeout=180000"],
  });
  const readers = startReaders(supervisor);
  try {
    await supervisor.serving(size.workers);
    return await measure(supervisor, readers, size);
  } finally {
    await readers.end();
    await supervisor.stop();
  }
}

async function measure(
  supervisor: Supervisor,
  readers: Readers,
  size: CrowdSize,
): Promise<CrowdFigures> {
  const figures = {
    cpuPercent: { none: [] as number[], crowd: [] as number[] },
    loopDelayP99Ms: { none: [] as number[], crowd: [] as number[] },
    requestsPerSecond: { none: [] as number[], crowd: [] as number[] },
  };
  const latenessMs: number[] = [];
  const readersCpuPercent: number[] = [];
  let frames = 0;
  let frameBytes = 0;
  let seconds = 0;
  const show = audienceOf(readers, size.dashboards);

  for (const audience of turns(size.idlePairs)) {
    await show(audience);
    const beganMs = performance.now();
    const beforeMs = cpuMsOf([supervisor.pid]);
    const readersBeforeMs = cpuMsOf([readers.pid]);
    await readers.take();
    for (let second = 0; second < IDLE_SECONDS; second += 1) {
      await delay(SECOND_MS);
      const state = await supervisor.state();
      figures.loopDelayP99Ms[audience].push(state.supervisor.loopDelayP99Ms);
    }
    const elapsedMs = performance.now() - beganMs;
    const usedMs = cpuMsOf([supervisor.pid]) - beforeMs;
    figures.cpuPercent[audience].push((100 * usedMs) / elapsedMs);
    if (audience === "none") continue;
    readersCpuPercent.push((100 * (cpuMsOf([readers.pid]) - readersBeforeMs)) / elapsedMs);
    const received = await readers.take();
    for (const one of received.latenessMs) latenessMs.push(one);
    frames += received.metrics;
    frameBytes += received.bytes;
    seconds += elapsedMs / SECOND_MS;
  }

  await requestsPerSecond(supervisor, WARM_UP_SECONDS);
  for (const audience of turns(size.loadPairs)) {
    await show(audience);
    figures.requestsPerSecond[audience].push(await requestsPerSecond(supervisor, LOAD_SECONDS));
  }
  return {
    ...figures,
    readersCpuPercent,
    latenessMs,
    framesPerSecond: frames / size.dashboards / seconds,
    frameBytes: frameBytes / frames,
  };
}

/** ABBA: neither always comes first, and every other time nothing has to be changed in between. */
function turns(pairs: number): Audience[] {
  return Array.from({ length: pairs }, (_, pair): Audience[] =>
    pair % 2 === 0 ? ["none", "crowd"] : ["crowd", "none"],
  ).flat();
}

function audienceOf(readers: Readers, dashboards: number): (audience: Audience) => Promise<void> {
  let now: Audience = "none";
  return async (audience) => {
    if (audience === now) return;
    now = audience;
    await (audience === "crowd" ? readers.connect(dashboards) : readers.disconnect());
    await delay(SETTLE_MS);
  };
}

async function requestsPerSecond({ appPort }: Supervisor, duration: number): Promise<number> {
  const url = `http://127.0.0.1:${appPort}/`;
  const result = await autocannon({ url, connections: CONNECTIONS, duration });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors, ${result.non2xx} bad answers`);
  }
  return result.requests.total / result.duration;
}
