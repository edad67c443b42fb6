import { cpuMsOf } from "../cpu-time.ts";
import { loadWithNewConnections } from "../new-connections.ts";
import { startSide, type Side } from "../side.ts";
import { connectAgainAndAgain, type Connections } from "./wrk.ts";

/** Clusterdeck with `--balance os`, and plain clusters: round-robin, and whose workers accept. */
export type BalanceName = "os" | "plain" | "plain none";

/** One slice of load; those of one index were measured right after each other. */
export interface BalanceFigures {
  readonly connectionsPerSecond: number;
  /** Of the primary and of its workers together. */
  readonly primaryCpuMicros: number;
  readonly workersCpuMicros: number;
}

export type Slices = Readonly<Record<BalanceName, readonly BalanceFigures[]>>;

export interface Balance {
  readonly byWrk: Slices;
  /** By the client of the other suites, which costs as much as what it measures. */
  readonly byNode: Slices;
}

type Client = (port: number, lanes: number, seconds: number) => Promise<Connections>;
type Sides = Readonly<Record<BalanceName, Side>>;

const WORKERS = 2;
const LANES = 32;
const WARM_UP_SECONDS = 3;
/** Short, since the speed of a shared machine drifts; wrk counts in whole seconds. */
const SLICE_SECONDS = 1;

/** All sides run, one under load and the others idle: they take turns, and who begins changes. */
export async function measureBalance(rounds: number): Promise<Balance> {
  const sides: Sides = {
    os: await startSide("clusterdeck", WORKERS, { flags: ["--balance", "os"] }),
    plain: await startSide("plain", WORKERS, { scheduling: "rr" }),
    "plain none": await startSide("plain", WORKERS, { scheduling: "none" }),
  };
  try {
    return {
      byWrk: await takeTurns(sides, connectAgainAndAgain, rounds),
      byNode: await takeTurns(sides, connectFromNode, rounds),
    };
  } finally {
    await Promise.all(Object.values(sides).map((side) => side.stop()));
  }
}

async function takeTurns(sides: Sides, client: Client, rounds: number): Promise<Slices> {
  const slices: Record<BalanceName, BalanceFigures[]> = {
    os: [],
    plain: [],
    "plain none": [],
  };
  const order: BalanceName[] = ["os", "plain", "plain none"];
  for (const name of order) await measureSlice(sides[name], client, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of order) {
      slices[name].push(await measureSlice(sides[name], client, SLICE_SECONDS));
    }
    order.reverse();
  }
  return slices;
}

async function measureSlice(side: Side, client: Client, seconds: number): Promise<BalanceFigures> {
  const cpuMs = () => ({ primary: cpuMsOf([side.primaryPid]), workers: cpuMsOf(side.listening) });
  const before = cpuMs();
  const { count, perSecond } = await client(side.port, LANES, seconds);
  const after = cpuMs();
  return {
    connectionsPerSecond: perSecond,
    primaryCpuMicros: (1e3 * (after.primary - before.primary)) / count,
    workersCpuMicros: (1e3 * (after.workers - before.workers)) / count,
  };
}

async function connectFromNode(port: number, lanes: number, seconds: number): Promise<Connections> {
  const { requests, elapsedSeconds } = await loadWithNewConnections(port, lanes, seconds);
  return { count: requests, perSecond: requests / elapsedSeconds };
}
