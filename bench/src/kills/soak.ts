import { isDeepStrictEqual } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  killAtRandom,
  openStream,
  seeded,
  startLoad,
  startSupervisor,
  untilServing,
  type Holdings,
  type KillsDone,
  type LoadResult,
} from "@clusterdeck/testkit";
import type { Flags } from "./flags.ts";
import { fillRememberedIds } from "./remembered-ids.ts";

const APP = fileURLToPath(new URL("../../apps/hello.js", import.meta.url));
const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT"] as const;
/**
 * What is compiled, loaded and cached at first use is there after it, and the ring of events, which
 * keeps 500, is full: a kill brings three.
 */
const WARM_UP_KILLS = 200;
const HALVES = 2;
/** For writes and reads that were under way to come to their end. */
const SETTLE_LIMIT_MS = 5_000;
const SETTLE_LOOK_MS = 250;

export interface Soak {
  /** Before, midway, after. */
  readonly holdings: readonly Holdings[];
  /** Of each half. */
  readonly halves: readonly KillsDone[];
  readonly loads: readonly LoadResult[];
  /** What the history has grown by between the first and the last look. */
  readonly transitions: number;
  /** Lines that say a slot was given up or had to wait. */
  readonly setBacks: number;
  readonly leftBehind: readonly number[];
}

/** A reader of the stream, as a page is, is there throughout; light load on the app, but for the looks. */
export async function soak({ kills, seconds, workers, seed }: Flags): Promise<Soak> {
  const random = seeded(seed);
  const supervisor = await startSupervisor({ entry: APP, workers, probe: true });
  // No request over HTTP: its connection would be kept open for a while, and counted.
  const stream = openStream(supervisor);
  await untilServing(stream, workers);
  let transitions = 0;
  stream.each((message) => {
    if (message.type === "change") transitions += message.transitions?.length ?? 0;
  });

  const meanDelayMs = (seconds * 1000) / kills;
  const loads: LoadResult[] = [];
  const half = async (count: number) => {
    const load = startLoad({ port: supervisor.appPort, lanes: 4, keepAlive: true, pauseMs: 20 });
    const done = await killAtRandom(supervisor, stream, {
      kills: count,
      signals: SIGNALS,
      meanDelayMs,
      random,
    });
    loads.push(await load.stop());
    return done;
  };

  console.log(`warming up, ${WARM_UP_KILLS} kills`);
  await fillRememberedIds(supervisor, workers);
  await half(WARM_UP_KILLS);
  loads.length = 0;
  const holdings = [await supervisor.holdings()];
  const transitionsBefore = transitions;
  const halves: KillsDone[] = [];
  for (let number = 1; number <= HALVES; number += 1) {
    console.log(`half ${number} of ${HALVES}, ${kills / HALVES} kills`);
    halves.push(await half(Math.round(kills / HALVES)));
    holdings.push(await settled(() => supervisor.holdings(), holdings[0]));
  }
  stream.close();
  await supervisor.stop();
  return {
    holdings,
    halves,
    loads,
    transitions: transitions - transitionsBefore,
    setBacks: supervisor.log.lines.filter(({ event }) => SET_BACKS.has(event)).length,
    leftBehind: supervisor.processes(),
  };
}

const SET_BACKS: ReadonlySet<string> = new Set(["worker:failed", "worker:backoff"]);

/** The first look that holds what was held before, else the last one before the limit. */
async function settled(look: () => Promise<Holdings>, before?: Holdings): Promise<Holdings> {
  const untilMs = performance.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const now = await look();
    if (isDeepStrictEqual(now.active, before?.active) || performance.now() > untilMs) return now;
    await delay(SETTLE_LOOK_MS);
  }
}
