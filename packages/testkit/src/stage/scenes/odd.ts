import { PROTOCOL_VERSION } from "@clusterdeck/shared";
import { eventsOf, exitOf, roleOf, served, type Moment } from "../cast.ts";
import { SCENE_AT, type World } from "../world.ts";
import { worldOf } from "../world-of.ts";
import { calm } from "./calm.ts";

const UP_FOR_MS = 724_000;

/** Scaled to none, half a minute ago. */
export function withoutWorkers(): World {
  return worldOf({
    fleet: { target: 0 },
    events: eventsOf([
      {
        agoMs: 31_000,
        kind: "fleet:scaled",
        severity: "info",
        by: "you",
        message: "scaled 2 → 0",
      },
      {
        agoMs: 30_200,
        kind: "worker:ended",
        severity: "info",
        by: "you",
        of: [1, 1],
        message: "ended: scaled down",
      },
    ]),
  });
}

/** The app's port is taken: no worker has ever served, and none is tried again by itself. */
export function allFailed(): World {
  const detail = "port 3000 is taken (EADDRINUSE)";
  const hint = "stop what listens there or give the app another port, then retry the worker";
  const slots = [1, 2, 3, 4];
  const agoMs = (slot: number) => 8_000 - 60 * slot;
  return worldOf({
    startedAt: SCENE_AT - 8_400,
    fleet: { app: { name: "server.js", entry: "/srv/app/server.js", ports: [] } },
    roles: slots.map((slot) => {
      const path: Moment[] = [
        { agoMs: 8_300, state: "starting", generation: 1 },
        { agoMs: agoMs(slot), state: "failed", generation: 1 },
      ];
      const lastExit = exitOf(slot, 1, agoMs(slot), {
        code: 1,
        cause: "boot-failure",
        detail,
        hint,
        uptimeMs: 240,
        stderrTail: ["Error: listen EADDRINUSE: address already in use :::3000"],
      });
      return roleOf(slot, path, { lastExit, note: `Port 3000 is taken (EADDRINUSE): ${hint}` });
    }),
    events: eventsOf(
      slots.map((slot) => ({
        agoMs: agoMs(slot),
        kind: "worker:failed" as const,
        severity: "bad" as const,
        of: [slot, 1] as const,
        message: `given up until it is retried: ${detail}: ${hint}`,
      })),
    ),
  });
}

/** The supervisor has begun this very moment. */
export function firstBoot(): World {
  const starting: Moment = { agoMs: 240, state: "starting", generation: 1 };
  return worldOf({
    startedAt: SCENE_AT - 310,
    fleet: { app: { name: "server.js", entry: "/srv/app/server.js", ports: [] } },
    roles: [1, 2, 3, 4].map((slot) => roleOf(slot, [starting], { deadlineInMs: 29_760 })),
  });
}

/** For those who may look and not touch. */
export function readOnly(): World {
  const world = calm(4);
  return {
    ...world,
    fleet: { ...world.fleet, readOnly: true, sticky: "ip" },
    workers: world.workers.map((worker) => Object.assign({}, worker, { commands: [] })),
  };
}

/** Told to end, and draining. */
export function stopping(): World {
  const leaving: Moment = { agoMs: 1_240, state: "draining", generation: 1 };
  return worldOf({
    fleet: { stopping: true },
    roles: [1, 2, 3, 4].map((slot) =>
      roleOf(slot, [...served(UP_FOR_MS - 37 * slot), leaving], {
        note: "the supervisor stops",
        deadlineInMs: 8_760,
        commands: [],
      }),
    ),
    events: eventsOf([
      {
        agoMs: 1_242,
        kind: "supervisor:stopping",
        severity: "info",
        by: "outside",
        message: "stops by SIGTERM",
      },
    ]),
  });
}

/** Of a release that the page does not know. */
export function otherProtocol(): World {
  return { ...calm(2), protocol: PROTOCOL_VERSION + 1 };
}
