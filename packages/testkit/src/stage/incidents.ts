/** What can happen to a worker, as the news of it. Pure. */
import type { LastExit, WorkerLifecycle } from "@clusterdeck/shared";
import { pidOf } from "./cast.ts";
import type { News } from "./passing.ts";
import type { World } from "./world.ts";

const DETAIL = "Error: connect ECONNRESET 10.0.0.7:5432";
const REPLACED_IN_MS = 140;

/** The process in this slot crashes, and the next one starts at once. */
export function crashed(world: World, slot: number): News {
  const before = workerIn(world, slot);
  const { pid, generation, startedAt } = before;
  const { at } = world;
  const lastExit: LastExit = {
    pid,
    generation,
    code: 1,
    signal: null,
    cause: "crash",
    by: "app",
    detail: DETAIL,
    hint: null,
    at,
    uptimeMs: at - (startedAt ?? at),
    inFlight: 3,
    stderrTail: ["Error: connect ECONNRESET 10.0.0.7:5432", "    at TCP.onStreamRead"],
  };
  const next: WorkerLifecycle = {
    ...before,
    pid: pidOf(slot, generation + 1),
    generation: generation + 1,
    state: "starting",
    since: at,
    startedAt: at,
    restarts: before.restarts + 1,
    note: DETAIL,
    lastExit,
    commands: ["kill"],
  };
  return {
    workers: [next],
    events: [
      {
        kind: "worker:died",
        severity: "bad",
        slot,
        pid,
        generation,
        by: "app",
        message: `exited with 1: ${DETAIL}, 3 requests were in flight`,
      },
    ],
  };
}

/** The process in this slot is ready. */
export function recovered(world: World, slot: number): News {
  const before = workerIn(world, slot);
  const { pid, generation } = before;
  return {
    workers: [
      {
        ...before,
        state: "serving",
        since: world.at,
        replacedInMs: REPLACED_IN_MS,
        commands: ["kill", "restart"],
      },
    ],
    events: [
      {
        kind: "worker:serving",
        severity: "good",
        slot,
        pid,
        generation,
        by: "app",
        message: `serves, replaced in ${REPLACED_IN_MS} ms`,
      },
    ],
  };
}

function workerIn({ workers }: World, slot: number): WorkerLifecycle {
  const worker = workers.find((each) => each.slot === slot);
  if (worker === undefined) throw new Error(`the scene has no worker ${slot}`);
  return worker;
}
