import { fileURLToPath } from "node:url";
import type { Duplex } from "node:stream";
import { createInterface, type Interface } from "node:readline";
import { once } from "node:events";

const PRELOAD = fileURLToPath(new URL("./preload.cjs", import.meta.url));

/** For the supervisor's process alone: what it forks gets flags of its own. */
export const PROBE_FLAGS: readonly string[] = ["--expose-gc", `--require=${PRELOAD}`];

/** What a supervisor holds at a moment, after its garbage has been collected. */
export interface Holdings {
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  readonly rssBytes: number;
  /**
   * Handles and timers that keep its loop alive, by Node's name for their type
   * (`process.getActiveResourcesInfo`); requests under way, such as a write, are left out, and so
   * are the workers' IPC channels.
   */
  readonly active: Readonly<Record<string, number>>;
  /** Living objects, those that keep no loop alive among them (`v8.queryObjects`). */
  readonly objects: Readonly<Record<string, number>>;
  /** Those being read of /proc left out. Null where there is no /proc. */
  readonly openFiles: number | null;
}

export interface Probe {
  /** One at a time. */
  readonly look: () => Promise<Holdings>;
}

/** @param pipe the parent's end of the preload's descriptor */
export function openProbe(pipe: Duplex): Probe {
  const lines: Interface = createInterface({ input: pipe });
  return {
    look: async () => {
      const answer = once(lines, "line");
      pipe.write("?");
      const [line] = (await answer) as [string];
      return JSON.parse(line) as Holdings;
    },
  };
}
