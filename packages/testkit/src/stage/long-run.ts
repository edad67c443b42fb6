/** Long stretches of a page's life in short, and what it holds then. */
import { pidOf } from "./cast.ts";
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

/** More than a page keeps, so that its list is full and grows no more. */
const MANY_EVENTS = 600;

export function fillEvents(stage: Stage): Promise<void> {
  const event = {
    kind: "worker:signalled",
    severity: "info",
    slot: 1,
    pid: pidOf(1, 1),
    generation: 1,
    by: "you",
    message: "was sent SIGCONT",
  } as const;
  return stage.change({ events: Array.from({ length: MANY_EVENTS }, () => event) });
}

export interface Pace {
  /** One worker after the other. */
  readonly crashEverySeconds: number;
  /** So many seconds are drawn at once. */
  readonly secondsAhead: number;
}

/** Has seconds pass as fast as the pages take them. */
export async function liveThrough(
  stage: Stage,
  seconds: number,
  { crashEverySeconds, secondsAhead }: Pace,
): Promise<void> {
  for (let passed = 0; passed < seconds; passed += crashEverySeconds) {
    const { workers } = stage.world();
    const slot = 1 + ((passed / crashEverySeconds) % workers.length);
    await stage.change(crashed(stage.world(), slot));
    await stage.tick(crashEverySeconds, secondsAhead);
    await stage.change(recovered(stage.world(), slot));
  }
}
