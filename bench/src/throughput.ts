import autocannon from "autocannon";
import { cpuMsOf } from "./cpu-time.ts";
import { loadWithNewConnections, type LoadFigures } from "./new-connections.ts";
import { startSide, type Side, type SideName } from "./side.ts";

export type Traffic = "keep-alive" | "new connection each";
export const TRAFFICS: readonly Traffic[] = ["keep-alive", "new connection each"];

/** One slice of load. */
export interface ThroughputFigures {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  /** Of the primary and its workers together. */
  readonly cpuMicrosPerRequest: number;
}

/** Slices of the two sides by turns: those of one index were measured right after each other. */
export type ThroughputPairs = Record<Traffic, Record<SideName, ThroughputFigures[]>>;

/** Both sides' processes are started anew so often: one's code may happen to be compiled better. */
const STARTS = 4;
const PAIRS_EACH_START = 10;
const WORKERS = 2;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;
const SLICE_SECONDS = 1;

/**
 * The speed of a shared machine drifts within seconds, so both sides run, one idle while the other
 * is under load, and take turns every second: ABBA, so that neither always comes first.
 */
export async function measureThroughput(
  onStart: (start: number) => void,
): Promise<ThroughputPairs> {
  const pairs: ThroughputPairs = {
    "keep-alive": { clusterdeck: [], plain: [] },
    "new connection each": { clusterdeck: [], plain: [] },
  };
  for (let start = 1; start <= STARTS; start += 1) {
    onStart(start);
    const sides = {
      clusterdeck: await startSide("clusterdeck", WORKERS),
      plain: await startSide("plain", WORKERS),
    };
    try {
      for (const traffic of TRAFFICS) await measureTraffic(traffic, sides, pairs[traffic]);
    } finally {
      await Promise.all([sides.clusterdeck.stop(), sides.plain.stop()]);
    }
  }
  return pairs;
}

export const STARTS_IN_WORDS = `${STARTS} starts of ${PAIRS_EACH_START} pairs of ${SLICE_SECONDS} s`;

async function measureTraffic(
  traffic: Traffic,
  sides: Record<SideName, Side>,
  into: Record<SideName, ThroughputFigures[]>,
): Promise<void> {
  for (const side of Object.values(sides)) await measureSlice(side, traffic, WARM_UP_SECONDS);
  for (let pair = 0; pair < PAIRS_EACH_START; pair += 1) {
    const order: readonly SideName[] =
      pair % 2 === 0 ? ["clusterdeck", "plain"] : ["plain", "clusterdeck"];
    for (const name of order) {
      into[name].push(await measureSlice(sides[name], traffic, SLICE_SECONDS));
    }
  }
}

async function measureSlice(
  side: Side,
  traffic: Traffic,
  seconds: number,
): Promise<ThroughputFigures> {
  const pids = [side.primaryPid, ...side.listening];
  const beforeMs = cpuMsOf(pids);
  const load = traffic === "keep-alive" ? loadKeptAlive : loadWithNewConnections;
  const { requests, elapsedSeconds, p99Ms } = await load(side.port, CONNECTIONS, seconds);
  const cpuMs = cpuMsOf(pids) - beforeMs;
  return {
    requestsPerSecond: requests / elapsedSeconds,
    p99Ms,
    cpuMicrosPerRequest: (cpuMs * 1000) / requests,
  };
}

async function loadKeptAlive(
  port: number,
  connections: number,
  duration: number,
): Promise<LoadFigures> {
  const url = `http://127.0.0.1:${port}/`;
  const result = await autocannon({ url, connections, duration });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors, ${result.non2xx} bad answers`);
  }
  return {
    requests: result.requests.total,
    elapsedSeconds: result.duration,
    p99Ms: result.latency.p99,
  };
}
