/** Builders of a scene's workers, ends, events and lines. Times are given as how long ago. Pure. */
import type {
  AppMessage,
  FleetEvent,
  LastExit,
  LogLine,
  Transition,
  WorkerCommand,
  WorkerLifecycle,
  WorkerState,
} from "@clusterdeck/shared";
import { SCENE_AT, SUPERVISOR_PID } from "./world.ts";

/** When a slot came into a state. */
export interface Moment {
  readonly agoMs: number;
  readonly state: WorkerState;
  readonly generation: number;
}

/** A worker as it is now, and how it has come to that. */
export interface Role {
  readonly worker: WorkerLifecycle;
  readonly transitions: readonly Transition[];
}

const WITHOUT_PROCESS: ReadonlySet<WorkerState> = new Set<WorkerState>(["backoff", "failed"]);
const RESTARTABLE: ReadonlySet<WorkerState> = new Set<WorkerState>([
  "serving",
  "running",
  "unresponsive",
  "standby",
  ...WITHOUT_PROCESS,
]);
export const BOOT_MS = 140;

/** The processes of a slot have numbers that look like the system's. */
export function pidOf(slot: number, generation: number): number {
  return SUPERVISOR_PID + 6 * slot + 331 * (generation - 1);
}

/** @param path oldest first, at least one moment; the last one is the present */
export function roleOf(
  slot: number,
  path: readonly Moment[],
  changes: Partial<WorkerLifecycle> = {},
): Role {
  const now = path.at(-1);
  if (now === undefined) throw new Error(`worker ${slot} has no state`);
  const { state, generation } = now;
  const pid = pidIn(now, slot);
  const born = path.find((moment) => moment.generation === generation) ?? now;
  const worker: WorkerLifecycle = {
    slot,
    pid,
    generation,
    state,
    since: SCENE_AT - now.agoMs,
    startedAt: pid === null ? null : SCENE_AT - born.agoMs,
    restarts: generation - 1,
    restartInMs: null,
    deadlineInMs: null,
    replacedInMs: null,
    note: changes.lastExit?.detail ?? null,
    lastExit: null,
    successor: null,
    retiring: [],
    reload: null,
    commands: commandsIn(state, pid),
    ...changes,
  };
  const transitions = path.map((moment): Transition => ({
    at: SCENE_AT - moment.agoMs,
    slot,
    state: moment.state,
    pid: pidIn(moment, slot),
    generation: moment.generation,
  }));
  return { worker, transitions };
}

/** Forked so long ago, and serving since a moment later. */
export function served(agoMs: number, generation = 1): Moment[] {
  return [
    { agoMs, state: "starting", generation },
    { agoMs: agoMs - BOOT_MS, state: "serving", generation },
  ];
}

/** @param slot whose process it was */
export function exitOf(
  slot: number,
  generation: number,
  agoMs: number,
  exit: Partial<LastExit>,
): LastExit {
  return {
    pid: pidOf(slot, generation),
    generation,
    code: null,
    signal: null,
    cause: "crash",
    by: "app",
    detail: "",
    hint: null,
    at: SCENE_AT - agoMs,
    uptimeMs: 412_000,
    inFlight: 0,
    stderrTail: [],
    ...exit,
  };
}

export type Told = Pick<FleetEvent, "kind" | "severity" | "message"> & {
  readonly agoMs: number;
  readonly by?: string;
  /** Slot and generation; none for what concerns the fleet. */
  readonly of?: readonly [slot: number, generation: number];
};

/** @param told in any order */
export function eventsOf(told: readonly Told[]): FleetEvent[] {
  return told
    .toSorted((a, b) => b.agoMs - a.agoMs)
    .map(({ kind, severity, message, agoMs, by = "supervisor", of }, index) => ({
      id: index + 1,
      at: SCENE_AT - agoMs,
      kind,
      severity,
      slot: of?.[0] ?? null,
      pid: of === undefined ? null : pidOf(...of),
      generation: of?.[1] ?? null,
      by,
      message,
    }));
}

/** Lines of one process, a second apart, of which the last was written just now. */
export function linesOf(
  slot: number,
  generation: number,
  texts: readonly (string | { readonly stderr: string })[],
): Omit<LogLine, "id">[] {
  return texts.map((text, index) => ({
    at: SCENE_AT - (texts.length - index) * 1000,
    slot,
    pid: pidOf(slot, generation),
    generation,
    ...(typeof text === "string"
      ? { stream: "stdout", text }
      : { stream: "stderr", text: text.stderr }),
  }));
}

/** A talk with the process of a slot, a second between what is said and what is said next. */
export function talkOf(
  slot: number,
  generation: number,
  said: readonly (readonly [by: string, payload: unknown])[],
): Omit<AppMessage, "id">[] {
  return said.map(([by, payload], index) => {
    const text = JSON.stringify(payload);
    return {
      at: SCENE_AT - (said.length - index) * 1000,
      slot,
      pid: pidOf(slot, generation),
      generation,
      by,
      text,
      length: text.length,
    };
  });
}

/** What the supervisor would accept in such a state. */
function commandsIn(state: WorkerState, pid: number | null): WorkerCommand[] {
  const commands: WorkerCommand[] = [];
  if (pid !== null) commands.push("kill");
  if (RESTARTABLE.has(state)) commands.push("restart");
  if (WITHOUT_PROCESS.has(state)) commands.push("retry");
  return commands;
}

function pidIn({ state, generation }: Moment, slot: number): number | null {
  return WITHOUT_PROCESS.has(state) ? null : pidOf(slot, generation);
}
