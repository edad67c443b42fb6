import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const END_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
/** What a shell reports for a process that a signal ended. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const living = new Set<ChildProcess>();

/** Remembers a process that must not outlive this one. */
export function remember(child: ChildProcess): void {
  living.add(child);
  child.once("exit", () => living.delete(child));
  child.once("error", () => living.delete(child));
}

/**
 * From now on a signal that ends this process first ends what it has started, by SIGTERM; a second
 * one by SIGKILL, at once.
 *
 * @param alsoEnd whatever else has been started
 */
export function endTogether(alsoEnd: () => Promise<void> = () => Promise.resolve()): void {
  let isEnding = false;
  for (const signal of END_SIGNALS) {
    process.on(signal, () => {
      if (isEnding) {
        for (const child of living) child.kill("SIGKILL");
        process.exit(EXIT_CODES[signal]);
      }
      isEnding = true;
      const ends = Array.from(living, (child) => {
        child.kill("SIGTERM");
        return once(child, "exit");
      });
      void Promise.allSettled([...ends, alsoEnd()]).then(() => process.exit(EXIT_CODES[signal]));
    });
  }
}
