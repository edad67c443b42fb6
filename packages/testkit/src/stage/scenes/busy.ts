import type { LastExit } from "@clusterdeck/shared";
import {
  eventsOf,
  exitOf,
  linesOf,
  pidOf,
  roleOf,
  served,
  type Moment,
  type Role,
  type Told,
} from "../cast.ts";
import { SCENE_AT, type World } from "../world.ts";
import { worldOf } from "../world-of.ts";

const SINCE_START_MS = 724_000;
const ERROR = "TypeError: Cannot read properties of undefined (reading 'url')";
const STACK = [
  "/srv/app/config.js:12",
  "  return settings.database.url;",
  "                           ^",
  "",
  ERROR,
  "    at readConfig (/srv/app/config.js:12:28)",
  "    at start (/srv/app/server.js:7:18)",
  "    at Object.<anonymous> (/srv/app/server.js:31:1)",
  "",
  "Node.js v24.21.0",
];
/** How long ago slot 6 has crashed, newest first. */
const CRASHES_AGO_MS = [900, 12_800, 24_300, 31_900, 47_000];

/** Much at once: a kill, a blocked loop, a scale-down, a crash loop, a restart and a start. */
export function busy(): World {
  return worldOf({
    fleet: { target: 7 },
    roles: [
      roleOf(1, served(SINCE_START_MS)),
      roleOf(2, served(SINCE_START_MS - 40)),
      killed(),
      blocked(),
      restarted(),
      crashing(),
      starting(),
      draining(),
    ],
    earlierLives: new Map([[6, CRASHES_AGO_MS.slice(1).map(crash)]]),
    events: eventsOf(TOLD),
    logs: [
      ...linesOf(1, 1, ["server listens on :3000", "\u001b[32mGET\u001b[39m /orders 200 4 ms"]),
      ...linesOf(4, 1, ["GET /orders 200 5 ms", { stderr: "hashPasswordSync() took 4,210 ms" }]),
      ...linesOf(
        6,
        6,
        STACK.map((stderr) => ({ stderr })),
      ),
    ],
  });
}

function killed(): Role {
  const lastExit = exitOf(3, 1, 4_089, {
    signal: "SIGKILL",
    cause: "command",
    by: "you",
    detail: "SIGKILL by you",
    inFlight: 12,
    uptimeMs: SINCE_START_MS - 4_169,
  });
  const path = [...served(SINCE_START_MS - 80), ...served(4_080, 2)];
  return roleOf(3, path, { lastExit, replacedInMs: 142 });
}

function blocked(): Role {
  const path: Moment[] = [
    ...served(SINCE_START_MS - 120),
    { agoMs: 6_240, state: "unresponsive", generation: 1 },
  ];
  return roleOf(4, path, { note: "Event loop blocked" });
}

/** The replacement has taken over; the old process still has requests to answer. */
function restarted(): Role {
  const path = [...served(SINCE_START_MS - 160), ...served(100_000, 2).slice(1)];
  const old = { pid: pidOf(5, 1), generation: 1, since: SCENE_AT - 1_700, deadlineInMs: 8_300 };
  return roleOf(5, path, { retiring: [old] });
}

function crashing(): Role {
  const starts = CRASHES_AGO_MS.toReversed().flatMap((agoMs, index): Moment[] => [
    { agoMs: agoMs + 300, state: "starting", generation: index + 2 },
    { agoMs, state: "backoff", generation: index + 2 },
  ]);
  const path = [...served(SINCE_START_MS - 200), ...starts];
  return roleOf(6, path, { lastExit: crash(CRASHES_AGO_MS[0] ?? 0, 0), restartInMs: 2_440 });
}

/** @param index 0 is the newest */
function crash(agoMs: number, index: number): LastExit {
  const generation = CRASHES_AGO_MS.length + 1 - index;
  return exitOf(6, generation, agoMs, {
    code: 1,
    cause: "boot-failure",
    detail: ERROR,
    hint: "fix the error; the end of stderr has it in full",
    uptimeMs: 300,
    stderrTail: STACK,
  });
}

function starting(): Role {
  return roleOf(7, [{ agoMs: 340, state: "starting", generation: 1 }], { deadlineInMs: 29_660 });
}

function draining(): Role {
  const path: Moment[] = [
    ...served(SINCE_START_MS - 280),
    { agoMs: 6_900, state: "draining", generation: 1 },
  ];
  return roleOf(8, path, { note: "scaled down", deadlineInMs: 3_140 });
}

const TOLD: readonly Told[] = [
  {
    agoMs: 895,
    kind: "worker:backoff",
    severity: "warning",
    of: [6, 6],
    message: "is tried again in 3340 ms",
  },
  ...CRASHES_AGO_MS.map((agoMs, index): Told => ({
    agoMs,
    kind: "worker:died",
    severity: "bad",
    by: "app",
    of: [6, CRASHES_AGO_MS.length + 1 - index],
    message: `exited with 1: ${ERROR}: fix the error; the end of stderr has it in full`,
  })),
  {
    agoMs: 3_940,
    kind: "worker:serving",
    severity: "good",
    by: "app",
    of: [3, 2],
    message: "serves, replaced in 142 ms",
  },
  {
    agoMs: 4_085,
    kind: "worker:ended",
    severity: "info",
    by: "you",
    of: [3, 1],
    message: "ended: SIGKILL by you, 12 requests were in flight at its last sample",
  },
  {
    agoMs: 4_094,
    kind: "worker:signalled",
    severity: "warning",
    by: "you",
    of: [3, 1],
    message: "was sent SIGKILL",
  },
  {
    agoMs: 6_240,
    kind: "worker:unresponsive",
    severity: "warning",
    by: "app",
    of: [4, 1],
    message: "does not answer: its event loop is blocked",
  },
  {
    agoMs: 6_900,
    kind: "worker:draining",
    severity: "info",
    by: "you",
    of: [8, 1],
    message: "scaled down, drains",
  },
  { agoMs: 6_902, kind: "fleet:scaled", severity: "info", by: "you", message: "scaled 8 → 7" },
  {
    agoMs: 99_860,
    kind: "worker:draining",
    severity: "info",
    by: "api",
    of: [5, 1],
    message: "restarted by api, drains",
  },
];
