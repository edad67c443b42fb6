import {
  BOOT_MS,
  eventsOf,
  linesOf,
  roleOf,
  served,
  talkOf,
  type Role,
  type Told,
} from "../cast.ts";
import { worldOf } from "../world-of.ts";
import type { World } from "../world.ts";

const USUAL_CORES = 8;
const UP_FOR_MS = 724_000;
/** Workers are forked one after the other. */
const APART_MS = 2;
const EVENTS_KEPT = 200;

/** All is well: so many workers serve, and have done so for twelve minutes. */
export function calm(count: number): World {
  return calmWith(Array.from({ length: count }, (_, index) => calmRole(index + 1)));
}

export function calmRole(slot: number): Role {
  return roleOf(slot, served(UP_FOR_MS - APART_MS * slot));
}

/** Nothing has happened since these workers came up. */
export function calmWith(roles: readonly Role[], cores = USUAL_CORES): World {
  const told = roles.map(({ worker: { slot } }): Told => ({
    agoMs: UP_FOR_MS - APART_MS * slot - BOOT_MS,
    kind: "worker:serving",
    severity: "good",
    by: "app",
    of: [slot, 1],
    message: "serves",
  }));
  return worldOf({
    roles,
    cores,
    // No more than a supervisor would have kept.
    events: eventsOf(told).slice(-EVENTS_KEPT),
    logs: roles.slice(0, 4).flatMap(({ worker: { slot } }) => linesOf(slot, 1, requestLines(slot))),
    conversation: roles.slice(0, 1).flatMap(({ worker: { slot } }) => talkOf(slot, 1, TALK)),
  });
}

const TALK = [
  ["app", { ready: true, since: "boot" }],
  ["you", "stats"],
  ["app", { cache: { entries: 1_204, bytes: 8_412_331, hits: 0.93 }, queue: 0, leader: false }],
  ["api", { forget: "/orders/17" }],
  ["app", { forgotten: "/orders/17" }],
] as const;

function requestLines(slot: number): string[] {
  return Array.from(
    { length: 40 },
    (_, index) =>
      `GET /orders/${1000 + 37 * index + slot} \u001b[32m200\u001b[39m ${2 + ((index * slot) % 9)} ms`,
  );
}
