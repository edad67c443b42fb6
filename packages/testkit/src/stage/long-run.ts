/** Long stretches of a page's life in short, and what it holds then. */
import { crashed, recovered } from "./incidents.ts";
import type { Stage } from "./stage.ts";

/** What a page's process holds, after a collection of its garbage. */
export interface PageHoldings {
  /** Of JavaScript. */
  readonly heapBytes: number;
  /** Of all documents; those that are detached and still held are among them. */
  readonly nodes: number;
}

/** As far as it is needed here, Playwright's `CDPSession`. */
export interface Devtools {
  send(method: "HeapProfiler.collectGarbage"): Promise<unknown>;
  send(method: "Runtime.getHeapUsage"): Promise<{ usedSize: number }>;
  send(method: "Memory.getDOMCounters"): Promise<{ nodes: number }>;
}

/** @param devtools of the page */
export async function pageHoldings(devtools: Devtools): Promise<PageHoldings> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { nodes } = await devtools.send("Memory.getDOMCounters");
  return { heapBytes: usedSize, nodes };
}

/** Has seconds pass as fast as the pages take them; one worker after the other crashes meanwhile. */
export async function liveThrough(
  stage: Stage,
  seconds: number,
  crashEverySeconds: number,
): Promise<void> {
  for (let passed = 0; passed < seconds; passed += crashEverySeconds) {
    const { workers } = stage.world();
    const slot = 1 + ((passed / crashEverySeconds) % workers.length);
    await stage.change(crashed(stage.world(), slot));
    await stage.tick(crashEverySeconds);
    await stage.change(recovered(stage.world(), slot));
  }
}
