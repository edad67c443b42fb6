import { runLoad, type LoadResult, type Loss } from "@clusterdeck/testkit";
import { bodyOf, type Kind } from "./kinds.ts";
import type { Target } from "./target.ts";

export type Operation = "reload" | "scale-down" | "recycling";

export interface Scenario {
  readonly kind: Kind;
  readonly workers: number;
  readonly operation: Operation;
  /** How often. */
  readonly operations: number;
  /** At least so many; more when the operations take longer. */
  readonly requests: number;
}

export interface Measured extends Scenario {
  readonly result: LoadResult;
  readonly drainsMs: readonly number[] | null;
  readonly elapsedMs: number;
  readonly lossesSeen: readonly LossSeen[];
}

export interface LossSeen extends Loss {
  /** Wall clock. */
  readonly atMs: number;
}

/** Of each scenario; the rest is only counted. */
const LOSSES_SEEN_LIMIT = 20;

/** Spreads the operations over the requests, with the load on throughout. Stops the target. */
export async function runScenario(
  scenario: Scenario,
  target: Target,
  certificate: string,
): Promise<Measured> {
  const { kind, operations, requests } = scenario;
  const startedMs = performance.now();
  const lossesSeen: LossSeen[] = [];
  let result: LoadResult;
  try {
    const client = kind.connect(questionOf(kind, target.port, certificate), kind.lanes);
    const load = runLoad(client, {
      lanes: kind.lanes,
      onLoss: (loss) => {
        if (lossesSeen.length < LOSSES_SEEN_LIMIT) lossesSeen.push({ ...loss, atMs: Date.now() });
      },
    });
    try {
      for (let count = 0; count < operations; count += 1) {
        await load.settled((count / operations) * requests + kind.lanes);
        await operate(scenario, target);
        if (scenario.operation === "scale-down") {
          // Else what was scaled up would serve nobody when it is scaled down again.
          client.renew();
          await load.answers(2 * kind.lanes);
        }
      }
      await load.settled(requests);
    } finally {
      result = await load.stop();
    }
  } finally {
    await target.stop();
  }
  return {
    ...scenario,
    result,
    drainsMs: target.drainsMs(),
    elapsedMs: performance.now() - startedMs,
    lossesSeen,
  };
}

function operate({ operation, workers }: Scenario, target: Target): Promise<void> {
  switch (operation) {
    case "reload":
      return target.reload();
    case "scale-down":
      return target.scale(Math.ceil(workers / 2)).then(() => target.scale(workers));
    case "recycling":
      return target.recycled();
  }
}

function questionOf({ prefix, serves }: Kind, port: number, certificate: string) {
  let count = 0;
  const nextPath = () => {
    count += 1;
    return prefix + count;
  };
  return { port, nextPath, bodyOf, ...(serves === "http" ? {} : { certificate }) };
}
