import type { WorkerRoom } from "@clusterdeck/shared";
import { readPrivateBytes } from "../process/private-memory.ts";

export interface ReadyWorker {
  readonly pid: number;
  readonly rssBytes: number | null;
}

export interface RoomLook {
  /** What was measured last; null before anything was. */
  readonly at: (ready: readonly ReadyWorker[], nowMs: number) => Promise<WorkerRoom | null>;
}

/** The kernel walks all pages of a process for it, so it is not asked each second, nor of each of many. */
const EVERY_MS = 5_000;
const WORKERS_LOOKED_AT = 8;

/**
 * What a worker takes of the memory, and what is free of it.
 *
 * @param availableBytes within the limit of a container, where there is one; 0 is unknown
 */
export function createRoomLook(availableBytes: () => number): RoomLook {
  let known: WorkerRoom | null = null;
  let lookedAtMs = -Infinity;
  return {
    at: async (ready, nowMs) => {
      if (ready.length === 0 || nowMs - lookedAtMs < EVERY_MS) return known;
      lookedAtMs = nowMs;
      const sizes = await Promise.all(
        spread(ready, WORKERS_LOOKED_AT).map(
          async ({ pid, rssBytes }) => (await readPrivateBytes(pid)) ?? rssBytes,
        ),
      );
      const eachBytes = median(sizes.filter((size) => size !== null));
      const freeBytes = availableBytes();
      if (eachBytes !== null && freeBytes > 0) {
        known = { eachBytes, availableBytes: freeBytes };
      }
      return known;
    },
  };
}

/** So many of them, at even distances. */
function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  const count = Math.min(all.length, most);
  return Array.from({ length: count }, (_, at) => all[Math.floor(at * step)] as T);
}

/** The middle one, which a single worker that leaks does not move. */
function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
