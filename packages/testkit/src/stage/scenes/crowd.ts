import type { WorkerLifecycle } from "@clusterdeck/shared";
import { exitOf, roleOf, served, type Moment, type Role } from "../cast.ts";
import type { World } from "../world.ts";
import { calmRole, calmWith } from "./calm.ts";

/** So many workers, each with a core of its own; all but a few of them serve. */
export function crowd(count: number): World {
  const odd = new Map([latched(7), blocked(18), blocked(41), starting(23)].map(bySlot));
  const slots = Array.from({ length: count }, (_, index) => index + 1);
  return calmWith(
    slots.map((slot) => odd.get(slot) ?? calmRole(slot)),
    count,
  );
}

function bySlot(role: Role): [number, Role] {
  return [role.worker.slot, role];
}

function latched(slot: number): Role {
  const detail = "Error: connect ECONNREFUSED 127.0.0.1:5432";
  const hint = "fix the error, then retry the worker";
  const lastExit = exitOf(slot, 1, 93_000, { code: 1, detail, hint });
  const now: Moment = { agoMs: 93_000, state: "failed", generation: 1 };
  return turned(slot, now, { lastExit, note: `Crash loop, 5 ends in 30 s: ${detail}: ${hint}` });
}

function blocked(slot: number): Role {
  const now: Moment = { agoMs: 5_240, state: "unresponsive", generation: 1 };
  return turned(slot, now, { note: "Event loop blocked" });
}

function starting(slot: number): Role {
  return turned(slot, { agoMs: 640, state: "starting", generation: 2 }, { deadlineInMs: 29_360 });
}

function turned(slot: number, now: Moment, changes: Partial<WorkerLifecycle>): Role {
  return roleOf(slot, [...served(700_000), now], changes);
}
