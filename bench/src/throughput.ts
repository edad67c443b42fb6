import autocannon from "autocannon";
import { startSide, type SideName } from "./side.ts";

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
  await load(port, traffic, WARM_UP_SECONDS);
  const result = await load(port, traffic, MEASURED_SECONDS);
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${traffic}: ${result.errors} errors, ${result.non2xx} bad answers`);
  }
  return { requestsPerSecond: result.requests.average, p99Ms: result.latency.p99 };
}

function load(port: number, traffic: Traffic, seconds: number): Promise<autocannon.Result> {
  const isNew = traffic === "new connection each";
  return autocannon({
    url: `http://127.0.0.1:${port}/`,
    connections: CONNECTIONS,
    duration: seconds,
    ...(isNew ? { reconnectRate: 1, headers: { connection: "close" } } : {}),
  });
}
