import type { ReloadStep } from "@clusterdeck/shared";
import { eventsOf, exitOf, pidOf, roleOf, served, type Moment, type Role } from "../cast.ts";
import { SCENE_AT, type World } from "../world.ts";
import { worldOf } from "../world-of.ts";

const WORKERS = 8;
const DONE = 3;
const UP_FOR_MS = 724_000;
/** From one worker's turn to the next. */
const TURN_MS = 2_300;
const BEGAN_AGO_MS = DONE * TURN_MS + 900;
const BROKE_AGO_MS = 41_000;
const slots = Array.from({ length: WORKERS }, (_, index) => index + 1);

/** Midway: three workers are new, the fourth is being replaced. */
export function reloading(): World {
  return worldOf({
    fleet: { reload: { id: 1, phase: "draining", files: [], done: DONE, total: WORKERS } },
    roles: slots.map(inReload),
    events: eventsOf([
      {
        agoMs: BEGAN_AGO_MS,
        kind: "reload:started",
        severity: "info",
        by: "you",
        message: `rolling reload of ${WORKERS} workers`,
      },
      ...slots.slice(0, DONE + 1).map((slot) => ({
        agoMs: tookOverAgoMs(slot),
        kind: "worker:draining" as const,
        severity: "info" as const,
        by: "you",
        of: [slot, 1] as const,
        message: "replaced by the reload, drains",
      })),
    ]),
  });
}

function inReload(slot: number): Role {
  const step: ReloadStep = slot <= DONE ? "done" : slot === DONE + 1 ? "replacing" : "waiting";
  const common = { reload: step, commands: ["kill" as const] };
  const before = served(UP_FOR_MS - 37 * slot);
  if (step === "waiting") return roleOf(slot, before, common);
  const agoMs = tookOverAgoMs(slot);
  const path: Moment[] = [...before, { agoMs, state: "serving", generation: 2 }];
  if (step === "done") {
    const detail = "replaced by the reload";
    const lastExit = exitOf(slot, 1, agoMs - 800, { cause: "reload", by: "you", code: 0, detail });
    return roleOf(slot, path, { ...common, lastExit });
  }
  const since = SCENE_AT - agoMs;
  const old = { pid: pidOf(slot, 1), generation: 1, since, deadlineInMs: 10_000 - agoMs };
  return roleOf(slot, path, { ...common, retiring: [old] });
}

function tookOverAgoMs(slot: number): number {
  return BEGAN_AGO_MS - (slot - 1) * TURN_MS - 400;
}

/** The new code does not come up: the reload has ended with it, and the old workers go on. */
export function reloadStopped(): World {
  const detail = "SyntaxError: Unexpected token '}'";
  const hint = "correct the file at the line that stderr names first";
  const broke = exitOf(1, 2, BROKE_AGO_MS, {
    code: 1,
    cause: "boot-failure",
    detail,
    hint,
    uptimeMs: 90,
    stderrTail: ["/srv/app/server.js:14", "}", "^", "", "SyntaxError: Unexpected token '}'"],
  });
  return worldOf({
    roles: slots.map((slot) =>
      slot === 1
        ? roleOf(1, served(UP_FOR_MS), {
            lastExit: broke,
            note: `Replacement did not come up: ${detail}`,
          })
        : roleOf(slot, served(UP_FOR_MS - 37 * slot)),
    ),
    events: eventsOf([
      {
        agoMs: BROKE_AGO_MS - 2,
        kind: "reload:failed",
        severity: "bad",
        by: "you",
        of: [1, 2],
        message: `reload stopped, the old workers go on: ${detail}: ${hint}`,
      },
      {
        agoMs: BROKE_AGO_MS,
        kind: "worker:died",
        severity: "bad",
        by: "app",
        of: [1, 2],
        message: `exited with 1: ${detail}: ${hint}`,
      },
      {
        agoMs: BROKE_AGO_MS + 95,
        kind: "reload:started",
        severity: "info",
        by: "you",
        message: `rolling reload of ${WORKERS} workers`,
      },
    ]),
  });
}
