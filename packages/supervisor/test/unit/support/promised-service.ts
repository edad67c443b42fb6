import { expect } from "vitest";
import type { FleetState } from "../../../src/lifecycle/fleet-state.ts";
import { stayingSlots } from "../../../src/lifecycle/spares.ts";
import type { Step } from "./simulation.ts";

/** The processes that hold a slot which stays, and serve there. */
function readyHolders(state: FleetState): ReadonlySet<number> {
  const launches = stayingSlots(state, "worker").flatMap(({ holder }) =>
    holder.kind === "live" && holder.process.phase.kind === "ready" ? [holder.process.launch] : [],
  );
  return new Set(launches);
}

/**
 * Never fewer serve than was promised, while it can be helped: in one step the number of those ready
 * falls by what has died or gone silent by itself, and by what was wished away, and by no more. And
 * none of them is told to drain, or is sent a signal that nobody asked for.
 */
export function expectPromisedService({ before, input, after, effects }: Step): void {
  if (input.kind === "stop" || input.kind === "abort") return;
  const [had, has] = [readyHolders(before), readyHolders(after)];
  const failed =
    input.kind === "fact" &&
    ["exited", "silent"].includes(input.fact.kind) &&
    had.has(input.fact.launch);
  const promised = Math.min(had.size, after.target) - (failed ? 1 : 0);
  expect(has.size, `serve after ${JSON.stringify(input)}`).toBeGreaterThanOrEqual(promised);
  const isKill = input.kind === "command" && input.command.type === "kill";
  for (const effect of effects) {
    const isAgainst = effect.kind === "drain" || (effect.kind === "signal" && !isKill);
    if (isAgainst) expect(has, `${effect.kind} of one that serves`).not.toContain(effect.launch);
  }
}
