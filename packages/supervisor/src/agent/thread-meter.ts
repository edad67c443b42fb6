import diagnostics from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";

/** Counts the worker threads that the app has started and that have not ended. */
export function createThreadMeter(): { readonly count: () => number } {
  let count = 0;
  diagnostics.subscribe("worker_threads", (message) => {
    const { worker } = message as { worker: Worker };
    count += 1;
    worker.once("exit", () => {
      count -= 1;
    });
  });
  return { count: () => count };
}
