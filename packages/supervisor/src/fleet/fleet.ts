import type { Command, CommandResult } from "@clusterdeck/shared";
import type { AgentMessage, AgentSample, RequestCounts } from "../agent/messages.ts";
import { FLEET_MESSAGE_RATE } from "../conversation/limits.ts";
import { messageText } from "../conversation/message-text.ts";
import type { Effect } from "../lifecycle/effect.ts";
import type { Fact } from "../lifecycle/facts.ts";
import { newFleet, type FleetState, type Policy } from "../lifecycle/fleet-state.ts";
import { passedLimits, type Limits, type Wear } from "../lifecycle/limits.ts";
import { nextDeadlineMs, transition, type FleetInput } from "../lifecycle/transition.ts";
import type { Launcher, ProcessReport } from "../process/launcher.ts";
import { createFleetBudget, createOutputBudget } from "../process/output-budget.ts";
import { isStopped } from "../process/proc-stat.ts";
import { createSharedDesk, type SharedDesk } from "../shared-state/shared-desk.ts";
import { now } from "./clock.ts";
import {
  createCompanion,
  exitFacts,
  originOf,
  type Companion,
  type FleetBudgets,
} from "./companion.ts";
import type { FleetListener } from "./fleet-listener.ts";
import { createHeartbeats } from "./heartbeat.ts";

export interface FleetOptions {
  readonly policy: Policy;
  readonly limits: Limits;
  /** Workers are to tell which files they load. */
  readonly tellsFiles: boolean;
  readonly launcher: (report: (report: ProcessReport) => void) => Launcher;
  readonly listener: FleetListener;
  readonly random: () => number;
}

const HEARTBEAT_LOOK_MS = 500;
/** Ctrl-C reaches workers and supervisor at once, but not in a known order. */
const HELD_SIGNAL_WAIT_MS = 150;

/** Runs the pure core: feeds it what happens, carries out what it asks for, owns its one timer. */
export class Fleet {
  #state: FleetState;
  #deadline: NodeJS.Timeout | null = null;
  readonly #launcher: Launcher;
  readonly #options: FleetOptions;
  readonly #companions = new Map<number, Companion>();
  readonly #budgets: FleetBudgets = {
    output: createFleetBudget(),
    messages: createOutputBudget(FLEET_MESSAGE_RATE),
  };
  readonly #heartbeats = createHeartbeats(HEARTBEAT_LOOK_MS);
  readonly #heartbeatLook: NodeJS.Timeout;
  readonly #sharedDesk: SharedDesk;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#state = newFleet(options.policy);
    this.#launcher = options.launcher((report) => this.#onReport(report));
    const { offer, order } = this.#launcher;
    this.#sharedDesk = createSharedDesk(offer, order);
    this.#heartbeatLook = setInterval(() => this.#lookForSilence(), HEARTBEAT_LOOK_MS);
  }

  get state(): FleetState {
    return this.#state;
  }

  /** At least one worker serves, or runs where the app has no socket. */
  get isReady(): boolean {
    return this.#state.slots.some(({ role, holder, hasListened }) => {
      if (role === "spare" || holder.kind !== "live" || holder.process.phase.kind !== "ready")
        return false;
      return holder.process.phase.readiness === "serving" || !hasListened;
    });
  }

  hasSlot(slot: number): boolean {
    return this.#state.slots.some((one) => one.slot === slot);
  }

  start(target: number): void {
    this.#dispatch({ kind: "start", target });
  }

  command(command: Command, by: string): CommandResult {
    const full = this.#launcher.fullChannels();
    const result = this.#dispatch({ kind: "command", command, by, full });
    if (result === null) throw new Error(`no result for the command ${command.type}`);
    return result;
  }

  /** Files of the app have changed, as a person names them: every worker is replaced. */
  sourceChanged(files: readonly string[]): void {
    this.#dispatch({ kind: "source-changed", files });
  }

  /** Drains every worker; `stopped` follows. */
  stop(why: string): void {
    this.#dispatch({ kind: "stop", why });
  }

  /** Kills every worker; `stopped` follows. */
  abort(): void {
    this.#dispatch({ kind: "abort" });
  }

  /** Has a worker replaced that has passed one of its limits; to be told of all of them together. */
  checkLimits(wears: readonly { readonly launch: number; readonly wear: Wear }[]): void {
    for (const { launch, limit } of passedLimits(wears, this.#options.limits)) {
      this.#fact({ kind: "limit-passed", launch, limit });
    }
  }

  /** The latest sample of a process, with its age; null before the first. */
  sample(launch: number): { readonly message: AgentSample; readonly atMs: number } | null {
    return this.#companions.get(launch)?.sample ?? null;
  }

  /** Ends the fleet's own timers, once it has stopped. */
  close(): void {
    clearInterval(this.#heartbeatLook);
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#launcher.close();
  }

  #dispatch(input: FleetInput): CommandResult | null {
    const before = this.#state;
    const next = transition(before, input, now(), this.#options.random);
    this.#state = next.state;
    let isTold = false;
    for (const effect of next.effects) {
      if (effect.kind === "fork") {
        if (!isTold) this.#tellBeforeFork();
        isTold = true;
        this.#launch(effect);
      } else if (effect.kind === "wake") {
        this.#wake(effect);
      } else if (effect.kind === "signal") {
        this.#launcher.signal(effect.launch, effect.signal);
      } else if (effect.kind === "drain") {
        this.#launcher.order(effect.launch, { kind: "drain", graceMs: effect.graceMs });
      } else if (effect.kind === "message") {
        this.#send(effect);
      } else if (effect.kind === "log") {
        this.#options.listener.log(effect.entry);
      } else if (effect.kind === "ended") {
        this.#options.listener.ended(effect.slot, effect.exit);
      } else {
        this.#options.listener.stopped();
      }
    }
    this.#setDeadline();
    if (this.#state !== before) this.#options.listener.changed(this.#state);
    return next.result;
  }

  #send({ launch, payload, by }: Extract<Effect, { kind: "message" }>): void {
    this.#launcher.message(launch, payload);
    const companion = this.#companions.get(launch);
    if (companion === undefined) return;
    this.#options.listener.said({ ...originOf(companion), by }, messageText(payload));
  }

  /** Once a turn: with many forks in one, each would else be a change of its own. */
  #tellBeforeFork(): void {
    this.#options.listener.changed(this.#state);
    this.#options.listener.forks();
  }

  #wake({ launch, slot, generation }: Extract<Effect, { kind: "wake" }>): void {
    const companion = this.#companions.get(launch);
    if (companion !== undefined) Object.assign(companion, { slot, generation });
    this.#launcher.move(launch, slot);
    this.#launcher.order(launch, { kind: "wake" });
  }

  #launch({ launch, slot, generation, isHeld }: Extract<Effect, { kind: "fork" }>): void {
    const { listener } = this.#options;
    const companion = createCompanion({ slot, generation }, this.#budgets, listener);
    this.#companions.set(launch, companion);
    this.#launcher.fork(launch, slot, { isHeld, tellsFiles: this.#options.tellsFiles });
  }

  #setDeadline(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#deadline = null;
    const atMs = nextDeadlineMs(this.#state);
    if (atMs === null) return;
    // Rounded up: a timer that fires a fraction early would find nothing due and spin.
    const delayMs = Math.max(0, Math.ceil(atMs - now().monotonicMs));
    this.#deadline = setTimeout(() => this.#dispatch({ kind: "tick" }), delayMs);
  }

  #fact(fact: Fact): void {
    this.#dispatch({ kind: "fact", fact });
  }

  #onReport(report: ProcessReport): void {
    const { launch } = report;
    const companion = this.#companions.get(launch);
    if (companion === undefined) return;
    switch (report.kind) {
      case "forked":
        companion.pid = report.pid;
        return this.#fact({ kind: "forked", launch, pid: report.pid });
      case "listening":
        return this.#listening(launch, report.port);
      case "disconnected":
        return this.#fact({ kind: "disconnected", launch });
      case "agent":
        return this.#onAgent(launch, companion, report.message);
      case "said":
        return companion.messages.take(report.payload);
      case "output":
        if (report.stream === "stderr") companion.words.addStderr(report.chunk);
        return companion.output.push(report.stream, report.chunk);
      case "exited":
        return this.#exited(launch, companion, report);
      case "closed":
        return this.#closed(launch, companion);
    }
  }

  #listening(launch: number, port: number | null): void {
    if (port !== null) this.#options.listener.port(port);
    this.#fact({ kind: "listening", launch });
  }

  #onAgent(launch: number, companion: Companion, message: AgentMessage): void {
    const nowMs = now().monotonicMs;
    this.#heartbeats.beat(launch, nowMs);
    switch (message.kind) {
      case "sample":
        this.#count(companion, message);
        companion.sample = { message, atMs: nowMs };
        companion.inFlight = message.inFlight;
        return this.#fact({ kind: "answered", launch });
      case "counts":
        return this.#count(companion, message);
      case "listening":
        return this.#listening(launch, message.port);
      case "standby":
        return this.#fact({ kind: "standby", launch });
      case "closed":
        return this.#fact({ kind: "closed", launch });
      case "loaded":
        return this.#fact({ kind: "loaded", launch });
      case "files":
        return this.#options.listener.loaded(message.files, companion.forkedAt);
      case "drained":
        companion.inFlight = message.inFlight;
        return this.#fact({ kind: "drained", launch });
      case "exiting":
        companion.inFlight = message.inFlight;
        companion.isInFlightExact = true;
        return;
      case "fatal":
        return companion.words.setFatal(message.line);
      case "shared":
        return this.#sharedDesk.take(launch, message);
      case "hearing":
        return this.#sharedDesk.setHearing(launch, message.hears);
      case "held":
        setTimeout(() => {
          if (this.#state.stopping) return;
          this.#launcher.order(launch, { kind: "deliver", signal: message.signal });
        }, HELD_SIGNAL_WAIT_MS);
    }
  }

  #count(companion: Companion, counts: RequestCounts): void {
    this.#options.listener.counted(companion.slot, counts, companion.counted);
    companion.counted = counts;
  }

  #exited(
    launch: number,
    companion: Companion,
    report: Extract<ProcessReport, { kind: "exited" }>,
  ): void {
    this.#heartbeats.forget(launch);
    const { code, signal, forkError } = report;
    companion.exit = { code, signal, forkError };
    const { inFlight } = companion;
    if (inFlight > 0) this.#options.listener.lost(inFlight);
    this.#fact({ kind: "exited", launch, facts: exitFacts(companion), inFlight });
  }

  #closed(launch: number, companion: Companion): void {
    companion.output.end();
    companion.messages.end();
    this.#companions.delete(launch);
    // Its agent's last words may have come after its exit.
    this.#heartbeats.forget(launch);
    this.#sharedDesk.forget(launch);
    this.#fact({ kind: "autopsied", launch, facts: exitFacts(companion) });
  }

  #lookForSilence(): void {
    for (const launch of this.#heartbeats.silent(now().monotonicMs)) {
      const pid = this.#pidOf(launch);
      if (pid === null) continue;
      const isInspected = this.sample(launch)?.message.isInspected ?? false;
      void isStopped(pid).then((stopped) => {
        // It may have answered, or ended, while the system was asked.
        if (!this.#heartbeats.isSilent(launch, now().monotonicMs)) return;
        const because = stopped ? "stopped" : isInspected ? "debugger" : "busy";
        this.#fact({ kind: "silent", launch, because });
      });
    }
  }

  /** Of a holder that has been ready; the others have their deadlines. */
  #pidOf(launch: number): number | null {
    for (const { holder } of this.#state.slots) {
      if (holder.kind !== "live" || holder.process.launch !== launch) continue;
      return holder.process.phase.kind === "starting" ? null : holder.process.pid;
    }
    return null;
  }
}
