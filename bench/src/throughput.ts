import autocannon from "autocannon";
import { loadWithNewConnections } from "./new-connections.ts";
import { startSide, type SideName } from "./side.ts";
import { percentile } from "./statistics.ts";

export interface ThroughputFigures {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

export type Traffic = "keep-alive" | "new connection each";
export const TRAFFICS: readonly Traffic[] = ["keep-alive", "new connection each"];

const WORKERS = 2;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;
const MEASURED_SECONDS = 4;

/** Fresh processes each time: neither side profits from the other's warm-up. */
export async function measureThroughput(
  name: SideName,
): Promise<Record<Traffic, ThroughputFigures>> {
  const side = await startSide(name, WORKERS);
  try {
    const keepAlive = await loadFor(side.port, "keep-alive");
    const newConnections = await loadFor(side.port, "new connection each");
    return { "keep-alive": keepAlive, "new connection each": newConnections };
  } finally {
    await side.stop();
  }
}

async function loadFor(port: number, traffic: Traffic): Promise<ThroughputFigures> {
  const load = traffic === "keep-alive" ? loadKeptAlive : loadNew;
  await load(port, WARM_UP_SECONDS);
  return load(port, MEASURED_SECONDS);
}

async function loadKeptAlive(port: number, seconds: number): Promise<ThroughputFigures> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/`,
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${result.errors} errors, ${result.non2xx} bad answers`);
  }
  return { requestsPerSecond: result.requests.average, p99Ms: result.latency.p99 };
}

async function loadNew(port: number, seconds: number): Promise<ThroughputFigures> {
  const { requestsPerSecond, latenciesMs } = await loadWithNewConnections(
    port,
    CONNECTIONS,
    seconds,
  );
  return { requestsPerSecond, p99Ms: percentile(latenciesMs, 0.99) };
}
