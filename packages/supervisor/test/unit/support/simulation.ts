import type { Command, CommandResult } from "@clusterdeck/shared";
import type { Effect, LogEntry } from "../../../src/lifecycle/effect.ts";
import { DEFAULT_POLICY, newFleet, type FleetState } from "../../../src/lifecycle/fleet-state.ts";
import { nextDeadlineMs, transition, type FleetInput } from "../../../src/lifecycle/transition.ts";
import { workerView } from "../../../src/lifecycle/view.ts";

/** How a simulated process behaves, decided when it is forked. */
export interface Behaviour {
  /** When it listens after the fork; null: never. */
  readonly listensAfterMs: number | null;
  /** When it ends by itself after the fork; null: never. */
  readonly exitsAfterMs: number | null;
  readonly exitCode: number;
  readonly stderr: readonly string[];
  /** How long its work takes to finish once it drains; null: it never does. */
  readonly drainsInMs: number | null;
}

export const HEALTHY: Behaviour = {
  listensAfterMs: 60,
  exitsAfterMs: null,
  exitCode: 0,
  stderr: [],
  drainsInMs: 5,
};

export const CRASHES_AT_BOOT: Behaviour = {
  ...HEALTHY,
  listensAfterMs: null,
  exitsAfterMs: 30,
  exitCode: 1,
  stderr: ["TypeError: boom"],
};

const LISTENS_ONCE_WOKEN_MS = 5;

/** One transition. */
export interface Step {
  readonly before: FleetState;
  readonly input: FleetInput;
  readonly after: FleetState;
  readonly effects: readonly Effect[];
}

interface Planned {
  readonly atMs: number;
  readonly launch: number | null;
  readonly run: () => void;
}

/**
 * A fleet with a clock and processes made of plain data: hours pass in microseconds, and every run
 * is the same. Processes end on SIGKILL at once, on SIGTERM when nothing else is said.
 */
export class Simulation {
  state: FleetState;
  nowMs = 0;
  readonly log: LogEntry[] = [];
  readonly alive = new Map<number, Behaviour>();
  /** Those that handle every signal that can be handled. */
  readonly survives = new Set<number>();
  forks = 0;
  isStopped = false;
  behave: (launch: number) => Behaviour = () => HEALTHY;
  random: () => number = () => 0.5;
  onStep: (step: Step) => void = () => {};
  #planned: Planned[] = [];

  constructor(policy: Partial<typeof DEFAULT_POLICY> = {}) {
    this.state = newFleet({ ...DEFAULT_POLICY, ...policy });
  }

  start(target: number): this {
    this.feed({ kind: "start", target });
    return this;
  }

  command(command: Command): CommandResult {
    const result = this.feed({ kind: "command", command, by: "you" });
    if (result === null) throw new Error("a command without a result");
    return result;
  }

  feed(input: FleetInput): CommandResult | null {
    const stamp = { monotonicMs: this.nowMs, epochMs: 1_000_000 + this.nowMs };
    const before = this.state;
    const next = transition(before, input, stamp, this.random);
    this.state = next.state;
    this.onStep({ before, input, after: next.state, effects: next.effects });
    for (const effect of next.effects) this.#perform(effect);
    return next.result;
  }

  /** Lets time pass, event by event. */
  run(forMs: number): this {
    const untilMs = this.nowMs + forMs;
    for (;;) {
      const deadlineMs = nextDeadlineMs(this.state) ?? Infinity;
      const planned = this.#planned.toSorted((a, b) => a.atMs - b.atMs)[0];
      const atMs = Math.min(deadlineMs, planned?.atMs ?? Infinity);
      if (atMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, atMs);
      if (planned !== undefined && planned.atMs <= atMs) {
        this.#planned.splice(this.#planned.indexOf(planned), 1);
        planned.run();
      } else {
        this.feed({ kind: "tick" });
      }
    }
    this.nowMs = untilMs;
    return this;
  }

  /** As the outside would see it: nobody asked. */
  crash(
    launch: number,
    code: number | null,
    signal: string | null,
    stderr: readonly string[] = [],
  ) {
    if (!this.alive.delete(launch)) return;
    this.#planned = this.#planned.filter((planned) => planned.launch !== launch);
    const facts = { code, signal, stderrTail: stderr, fatal: null };
    this.feed({ kind: "fact", fact: { kind: "exited", launch, facts, inFlight: 0 } });
    this.feed({ kind: "fact", fact: { kind: "autopsied", launch, facts } });
  }

  view(slot: number) {
    const found = this.state.slots.find((one) => one.slot === slot);
    if (found === undefined) throw new Error(`no slot ${slot}`);
    return workerView(this.state, found, { monotonicMs: this.nowMs, epochMs: this.nowMs });
  }

  views() {
    return this.state.slots.map((slot) => this.view(slot.slot));
  }

  /** The launch that holds a slot now. */
  launchOf(slot: number): number {
    const holder = this.state.slots.find((one) => one.slot === slot)?.holder;
    if (holder?.kind !== "live") throw new Error(`slot ${slot} is ${holder?.kind ?? "gone"}`);
    return holder.process.launch;
  }

  #perform(effect: Effect): void {
    if (effect.kind === "log") this.log.push(effect.entry);
    if (effect.kind === "stopped") this.isStopped = true;
    if (effect.kind === "fork") this.#fork(effect.launch, effect.isHeld);
    if (effect.kind === "wake") this.#wake(effect.launch);
    if (effect.kind === "drain") this.#drain(effect.launch);
    if (effect.kind === "signal") {
      const isSurvived = this.survives.has(effect.launch) && effect.signal !== "SIGKILL";
      if (isSurvived || ["SIGSTOP", "SIGCONT"].includes(effect.signal)) return;
      const { launch, signal } = effect;
      this.#plan(1, launch, () => this.crash(launch, null, signal));
    }
  }

  #fork(launch: number, isHeld: boolean): void {
    const behaviour = this.behave(launch);
    this.forks += 1;
    this.alive.set(launch, behaviour);
    this.#plan(0, launch, () =>
      this.feed({ kind: "fact", fact: { kind: "forked", launch, pid: 1000 + launch } }),
    );
    if (behaviour.listensAfterMs !== null && isHeld) {
      this.#plan(behaviour.listensAfterMs, launch, () =>
        this.feed({ kind: "fact", fact: { kind: "standby", launch } }),
      );
    } else if (behaviour.listensAfterMs !== null) {
      this.#listen(launch, behaviour.listensAfterMs);
    }
    if (behaviour.exitsAfterMs !== null) {
      this.#plan(behaviour.exitsAfterMs, launch, () =>
        this.crash(launch, behaviour.exitCode, null, behaviour.stderr),
      );
    }
  }

  #wake(launch: number): void {
    const listens = this.alive.get(launch)?.listensAfterMs !== null;
    if (listens) this.#listen(launch, LISTENS_ONCE_WOKEN_MS);
  }

  #listen(launch: number, inMs: number): void {
    this.#plan(inMs, launch, () =>
      this.feed({ kind: "fact", fact: { kind: "listening", launch } }),
    );
  }

  #drain(launch: number): void {
    const { drainsInMs } = this.alive.get(launch) ?? HEALTHY;
    if (drainsInMs === null) return;
    this.#plan(drainsInMs, launch, () =>
      this.feed({ kind: "fact", fact: { kind: "drained", launch } }),
    );
  }

  #plan(inMs: number, launch: number | null, run: () => void): void {
    this.#planned.push({ atMs: this.nowMs + inMs, launch, run });
  }
}
