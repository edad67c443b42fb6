import { isDeepStrictEqual } from "node:util";
import type { Command, CommandSignal } from "@clusterdeck/shared";
import { pick, seeded } from "@clusterdeck/testkit";
import { describe, expect, it } from "vitest";
import type { Fact } from "../../src/lifecycle/facts.ts";
import { processesOf } from "../../src/lifecycle/turn.ts";
import { stayingSlots, wantedSpares } from "../../src/lifecycle/spares.ts";
import { expectPromisedService } from "./support/promised-service.ts";
import { CRASHES_AT_BOOT, HEALTHY, Simulation } from "./support/simulation.ts";

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
/** Every other seed has some. */
const MOST_SPARES = 2;
const OPERATIONS = 300;
const MOST_WORKERS = 9;

/** What can happen to a process beside its end. */
const FACTS: readonly ((launch: number) => Fact)[] = [
  (launch) => ({ kind: "silent", launch, because: "busy" }),
  (launch) => ({ kind: "silent", launch, because: "stopped" }),
  (launch) => ({ kind: "answered", launch }),
  (launch) => ({
    kind: "limit-passed",
    launch,
    limit: { cause: "age-limit", why: "is old" },
  }),
];

/** What must hold after every single step, whatever has happened. */
function check(simulation: Simulation): void {
  const { state } = simulation;
  const numbers = state.slots.map((slot) => slot.slot);
  expect(new Set(numbers).size, "a slot stands twice").toBe(numbers.length);
  expect(stayingSlots(state, "worker").length, "workers that stay").toBe(state.target);
  expect(stayingSlots(state, "spare").length, "spares that stay").toBe(wantedSpares(state));

  const known = state.slots.flatMap(processesOf).map((process) => process.launch);
  expect(new Set(known).size, "a process has two places").toBe(known.length);
  expect(
    known.toSorted((a, b) => a - b),
    "processes known and alive",
  ).toEqual([...simulation.alive.keys()].toSorted((a, b) => a - b));
  for (const slot of state.slots) {
    for (const process of processesOf(slot)) {
      expect(process.generation, "a generation that was never given").toBeLessThanOrEqual(
        slot.generation,
      );
    }
  }
  expect(simulation.alive.size, "processes at once").toBeLessThanOrEqual(
    3 * (MOST_WORKERS + MOST_SPARES),
  );
}

/** A refused command changes nothing. */
function obey(simulation: Simulation, command: Command): void {
  const before = simulation.state;
  const { status } = simulation.command(command);
  expect(status !== "failed" || isDeepStrictEqual(simulation.state, before)).toBe(true);
}

describe("hundreds of random operations and deaths", () => {
  it.each(SEEDS)(
    "seed %i: no slot is lost, no orphan left, none serves less than promised, the last wish is met",
    (seed) => {
      const random = seeded(seed);
      const simulation = new Simulation({
        graceMs: 500,
        readyTimeoutMs: 1000,
        killUnresponsiveMs: 300,
        spares: seed % 2 === 0 ? MOST_SPARES : 0,
      });
      simulation.random = random;
      simulation.onStep = expectPromisedService;
      simulation.behave = () => {
        const roll = random();
        if (roll < 0.06) return CRASHES_AT_BOOT;
        if (roll < 0.1) return { ...HEALTHY, listensAfterMs: null };
        if (roll < 0.2) return { ...HEALTHY, drainsInMs: null };
        return { ...HEALTHY, drainsInMs: random() * 400, listensAfterMs: 20 + random() * 200 };
      };
      simulation.start(4);
      const signals: CommandSignal[] = ["SIGKILL", "SIGTERM", "SIGSTOP", "SIGCONT"];
      const slot = () => 1 + Math.floor(random() * MOST_WORKERS);
      for (let operation = 0; operation < OPERATIONS; operation += 1) {
        const makers: (() => Command)[] = [
          () => ({ type: "scale", target: Math.floor(random() * MOST_WORKERS) }),
          () => ({ type: "fork" }),
          () => ({ type: "kill", slot: slot(), signal: pick(random, signals) }),
          () => ({ type: "restart", slot: slot() }),
          () => ({ type: "reload" }),
          () => ({ type: "retry", slot: slot() }),
        ];
        const roll = random();
        if (roll < 0.6) {
          const command = pick(random, makers)();
          if (command.type !== "fork" || simulation.state.target < MOST_WORKERS) {
            obey(simulation, command);
          }
        } else if (roll < 0.8 && simulation.alive.size > 0) {
          simulation.crash(pick(random, [...simulation.alive.keys()]), 1, null);
        } else if (roll < 0.83) {
          simulation.feed({ kind: "source-changed", files: ["server.js"] });
        } else if (roll < 0.95 && simulation.alive.size > 0) {
          const launch = pick(random, [...simulation.alive.keys()]);
          simulation.feed({ kind: "fact", fact: pick(random, FACTS)(launch) });
        }
        check(simulation);
        simulation.run(random() * 150);
        check(simulation);
      }

      // Then only healthy processes, and time: the last wish must be met by itself.
      simulation.behave = () => HEALTHY;
      for (const launch of simulation.alive.keys()) {
        simulation.feed({ kind: "fact", fact: { kind: "answered", launch } });
      }
      for (const failed of simulation.state.slots) {
        simulation.command({ type: "retry", slot: failed.slot });
      }
      simulation.run(60_000);
      for (const failed of simulation.state.slots) {
        if (failed.holder.kind === "failed")
          simulation.command({ type: "retry", slot: failed.slot });
      }
      simulation.run(60_000);
      check(simulation);
      expect(simulation.state.reload).toBeNull();
      const { target } = simulation.state;
      const spares = wantedSpares(simulation.state);
      const states = simulation.views().map((view) => view.state);
      expect(states.filter((state) => state === "serving").length).toBe(target);
      expect(states.filter((state) => state === "standby").length).toBe(spares);
      expect(simulation.alive.size).toBe(target + spares);

      simulation.feed({ kind: "stop", why: "the end" });
      simulation.run(2000);
      expect(simulation.isStopped).toBe(true);
      expect(simulation.alive.size).toBe(0);
    },
  );
});
