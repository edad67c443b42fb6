import type { CommandSignal } from "@clusterdeck/shared";
import type { Effect, LogEntry } from "./effect.ts";
import type {
  FleetState,
  Intent,
  Phase,
  RetireCause,
  Slot,
  Stamp,
  WorkerProcess,
} from "./fleet-state.ts";

/**
 * One step of the fleet while it is being worked out: the state so far and the effects so far.
 * The data stays immutable; only the turn's two references move.
 */
export class Turn {
  state: FleetState;
  readonly effects: Effect[] = [];
  readonly now: Stamp;
  readonly random: () => number;

  constructor(state: FleetState, now: Stamp, random: () => number) {
    this.state = state;
    this.now = now;
    this.random = random;
  }

  slot(number: number): Slot | undefined {
    return this.state.slots.find((slot) => slot.slot === number);
  }

  update(changes: Partial<FleetState>): void {
    this.state = { ...this.state, ...changes };
  }

  updateSlot(number: number, changes: Partial<Omit<Slot, "slot">>): void {
    const slots = this.state.slots.map((slot) =>
      slot.slot === number ? { ...slot, ...changes } : slot,
    );
    this.update({ slots });
  }

  addSlot(slot: Slot): void {
    this.update({ slots: [...this.state.slots, slot].sort((a, b) => a.slot - b.slot) });
  }

  removeSlot(number: number): void {
    const gone = this.slot(number);
    if (gone === undefined) return;
    this.update({
      slots: this.state.slots.filter((slot) => slot !== gone),
      retiredGenerations: new Map(this.state.retiredGenerations).set(number, gone.generation),
    });
  }

  /** Asks for a process and returns its record; the caller puts it in its place. */
  fork(slot: Slot): WorkerProcess {
    const launch = this.state.nextLaunch;
    const generation = slot.generation + 1;
    this.update({ nextLaunch: launch + 1 });
    this.updateSlot(slot.slot, { generation });
    const isHeld = slot.role === "spare";
    this.effects.push({ kind: "fork", launch, slot: slot.slot, generation, isHeld });
    return {
      launch,
      generation,
      pid: null,
      forkedAt: this.now,
      phase: { kind: "starting" },
      phaseSince: this.now,
      readyAt: null,
      hasSettled: false,
      wokenAt: null,
      holdsListening: false,
      loadedAt: null,
      closedAt: null,
      disconnectedAt: null,
      intent: null,
    };
  }

  /** The process as it is once it has been told to drain. */
  retire(process: WorkerProcess, cause: RetireCause, by: string, why: string): WorkerProcess {
    if (process.phase.kind === "draining") return process;
    const { graceMs } = this.state.policy;
    this.effects.push({ kind: "drain", launch: process.launch, graceMs });
    return {
      ...inPhase(process, this.drainingPhase(), this.now),
      intent: { kind: "retire", cause, by, why },
    };
  }

  signal(process: WorkerProcess, signal: CommandSignal): void {
    this.effects.push({ kind: "signal", launch: process.launch, signal });
  }

  log(entry: LogEntry): void {
    this.effects.push({ kind: "log", entry });
  }

  private drainingPhase(): Phase {
    const deadlineMs = this.now.monotonicMs + this.state.policy.graceMs;
    return { kind: "draining", deadlineMs, forced: false };
  }
}

export function inPhase(process: WorkerProcess, phase: Phase, now: Stamp): WorkerProcess {
  return { ...process, phase, phaseSince: now };
}

export function withIntent(process: WorkerProcess, intent: Intent): WorkerProcess {
  return { ...process, intent };
}

/** Kills a process for a reason of ours, which is recorded first. */
export function killFor(
  turn: Turn,
  process: WorkerProcess,
  cause: "boot-failure" | "unresponsive",
  why: string,
): void {
  replaceProcess(turn, withIntent(process, { kind: "retire", cause, by: "supervisor", why }));
  turn.signal(process, "SIGKILL");
}

/** All that a slot has, those that finish their work among them. */
export function processesOf(slot: Slot): WorkerProcess[] {
  const { holder } = slot;
  const processes: WorkerProcess[] = [...slot.retiring];
  if (holder.kind === "live") {
    processes.push(holder.process);
    if (holder.successor !== null) processes.push(holder.successor.process);
  }
  if (holder.kind === "leaving" && holder.process !== null) processes.push(holder.process);
  return processes;
}

/** Where a process stands in its slot. */
export type Place = "holder" | "successor" | "retiring" | "leaving";

export function findProcess(
  state: FleetState,
  launch: number,
): { readonly slot: Slot; readonly process: WorkerProcess; readonly place: Place } | undefined {
  for (const slot of state.slots) {
    const { holder } = slot;
    if (holder.kind === "live") {
      if (holder.process.launch === launch)
        return { slot, process: holder.process, place: "holder" };
      const successor = holder.successor?.process;
      if (successor?.launch === launch) return { slot, process: successor, place: "successor" };
    }
    if (holder.kind === "leaving" && holder.process?.launch === launch) {
      return { slot, process: holder.process, place: "leaving" };
    }
    const retiring = slot.retiring.find((process) => process.launch === launch);
    if (retiring !== undefined) return { slot, process: retiring, place: "retiring" };
  }
  return undefined;
}

/** Puts a changed process back where it stands. */
export function replaceProcess(turn: Turn, changed: WorkerProcess): void {
  const found = findProcess(turn.state, changed.launch);
  if (found === undefined) return;
  const { slot, place } = found;
  const { holder } = slot;
  if (place === "holder" && holder.kind === "live") {
    turn.updateSlot(slot.slot, { holder: { ...holder, process: changed } });
  } else if (place === "successor" && holder.kind === "live" && holder.successor !== null) {
    const successor = { ...holder.successor, process: changed };
    turn.updateSlot(slot.slot, { holder: { ...holder, successor } });
  } else if (place === "leaving" && holder.kind === "leaving") {
    turn.updateSlot(slot.slot, { holder: { ...holder, process: changed } });
  } else {
    const retiring = slot.retiring.map((process) =>
      process.launch === changed.launch ? changed : process,
    );
    turn.updateSlot(slot.slot, { retiring });
  }
}
