import { setTimeout as delay } from "node:timers/promises";
import {
  applyWorkerChanges,
  type CommandSignal,
  type ServerMessage,
  type WorkerLifecycle,
} from "@clusterdeck/shared";
import type { LogLine } from "./line-log.ts";
import { pick } from "./seeded.ts";
import type { Stream } from "./stream.ts";
import type { Supervisor } from "./supervisor.ts";

export interface RandomKills {
  /** To be carried out; those that are refused do not count. */
  readonly kills: number;
  readonly signals: readonly CommandSignal[];
  /** Between two kills it is from 0 to twice as much, evenly; a late one has the next come sooner. */
  readonly meanDelayMs: number;
  /** Gives 0 to 1. */
  readonly random: () => number;
}

export interface KillsDone {
  readonly bySignal: Readonly<Record<string, number>>;
  /** Why commands were refused, such as `not-possible-now` for a slot without a process. */
  readonly refused: Readonly<Record<string, number>>;
  /** Processes that were killed: fewer than kills, since one may be hit twice before it is gone. */
  readonly processes: number;
  /** Of those, ends that were told as anything but asked for. */
  readonly misreported: readonly LogLine[];
  /** From the last kill's answer until every slot has a later process, which serves. */
  readonly metAgainMs: number;
  readonly elapsedMs: number;
}

/**
 * Kills workers at random over a stream, as a person at the page would, waits until the wish is met
 * again, and then until the end of each has been told. Slots are neither added nor removed meanwhile.
 */
export async function killAtRandom(
  supervisor: Supervisor,
  stream: Stream,
  { kills, signals, meanDelayMs, random }: RandomKills,
): Promise<KillsDone> {
  const startedMs = performance.now();
  const logFrom = supervisor.log.lines.length;
  const fleet = followFleet(stream);
  const slots = fleet.workers().map(({ slot }) => slot);
  const killed = new Map<number, Set<number>>(slots.map((slot) => [slot, new Set()]));
  const bySignal: Record<string, number> = {};
  const refused: Record<string, number> = {};

  let dueMs = startedMs;
  for (let done = 0; done < kills;) {
    dueMs += random() * 2 * meanDelayMs;
    await delay(Math.max(0, dueMs - performance.now()));
    const slot = pick(random, slots);
    const signal = pick(random, signals);
    const result = await stream.command({ type: "kill", slot, signal });
    if (result.error !== undefined) {
      refused[result.error.code] = (refused[result.error.code] ?? 0) + 1;
      continue;
    }
    done += 1;
    bySignal[signal] = (bySignal[signal] ?? 0) + 1;
    killed.get(slot)?.add(result.generation ?? 0);
  }

  const lastKillMs = performance.now();
  await fleet.until((workers) =>
    workers.every(
      ({ slot, state, generation }) =>
        state === "serving" && generation > Math.max(0, ...(killed.get(slot) ?? [])),
    ),
  );
  const metAgainMs = performance.now() - lastKillMs;
  const ends = await Promise.all(
    [...killed].flatMap(([slot, generations]) =>
      Array.from(generations, (generation) => endOf(supervisor, slot, generation, logFrom)),
    ),
  );
  fleet.close();
  return {
    bySignal,
    refused,
    processes: ends.length,
    misreported: ends.filter(({ event }) => event !== "worker:ended"),
    metAgainMs,
    elapsedMs: lastKillMs - startedMs,
  };
}

/** Resolves once so many workers serve and there are no others, without a request of its own. */
export async function untilServing(stream: Stream, count: number): Promise<void> {
  const fleet = followFleet(stream);
  await fleet.until(
    (workers) => workers.length === count && workers.every(({ state }) => state === "serving"),
  );
  fleet.close();
}

/** The line that comes once the last of its stderr has been read. */
function endOf(supervisor: Supervisor, slot: number, generation: number, from: number) {
  return supervisor.log.next(
    (line) =>
      (line.event === "worker:ended" || line.event === "worker:died") &&
      line.slot === slot &&
      line.generation === generation,
    from,
  );
}

/** The workers as the stream tells them, from now on. */
function followFleet(stream: Stream) {
  let workers: readonly WorkerLifecycle[] = [];
  let waiting: (() => void) | null = null;
  const apply = (message: ServerMessage) => {
    if (message.type === "snapshot" && "workers" in message) workers = message.workers;
    if (message.type === "change")
      workers = applyWorkerChanges(workers, message.workers, message.removed);
    waiting?.();
  };
  const close = stream.each(apply);
  return {
    workers: () => workers,
    until: (fits: (workers: readonly WorkerLifecycle[]) => boolean) =>
      new Promise<void>((resolve) => {
        waiting = () => {
          if (!fits(workers)) return;
          waiting = null;
          resolve();
        };
        waiting();
      }),
    close,
  };
}
