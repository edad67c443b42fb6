import { MAX_WORKERS } from "@clusterdeck/shared";
import { UsageError } from "../options/usage-error.ts";
import { firstLine } from "./first-line.ts";
import { isRecord } from "./is-record.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What is added to the environment of the workers. */
export type WorkerEnvironment =
  | { readonly kind: "same"; readonly variables: Variables }
  /** A process has to know its slot when it is forked. */
  | { readonly kind: "per-slot"; readonly variablesOf: (slot: number) => Variables };

export const NO_VARIABLES: WorkerEnvironment = { kind: "same", variables: {} };

export function variablesOf(environment: WorkerEnvironment, slot: number): Variables {
  return environment.kind === "same" ? environment.variables : environment.variablesOf(slot);
}

/** By these Node makes a process a worker of the cluster. */
const OF_NODE = ["NODE_UNIQUE_ID", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE"];
const OURS = "CLUSTERDECK_";

/**
 * @param env variables of all workers, or a function of the slot
 * @param slotEnv variables by slot
 * @param path gives a key as errors name it
 * @throws UsageError now, and from the function's results when they are asked for
 */
export function readWorkerEnvironment(
  env: unknown,
  slotEnv: unknown,
  path: (key: string) => string,
): WorkerEnvironment {
  const bySlot = readSlotVariables(slotEnv, path("slotEnv"));
  if (typeof env === "function") {
    const ask = env as (slot: number) => unknown;
    return {
      kind: "per-slot",
      variablesOf: (slot) => ({
        ...readVariables(answer(ask, slot, path), path(`env(${slot})`)),
        ...bySlot.get(slot),
      }),
    };
  }
  const variables = env === undefined ? {} : readVariables(env, path("env"));
  if (bySlot.size === 0) return { kind: "same", variables };
  return { kind: "per-slot", variablesOf: (slot) => ({ ...variables, ...bySlot.get(slot) }) };
}

function answer(ask: (slot: number) => unknown, slot: number, path: (key: string) => string) {
  const place = path(`env(${slot})`);
  let variables: unknown;
  try {
    variables = ask(slot);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${place} has thrown: ${firstLine(reason)}`);
  }
  if (!isPromise(variables)) return variables;
  throw new UsageError(`${place} may not be async: await before you return the configuration`);
}

function isPromise(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

function readSlotVariables(value: unknown, path: string): ReadonlyMap<number, Variables> {
  if (value === undefined) return new Map();
  if (!isRecord(value)) {
    throw new UsageError(`${path} takes variables by slot, such as { "1": { "NAME": "value" } }`);
  }
  return new Map(
    Object.entries(value).map(([key, variables]) => {
      const slot = /^[1-9]\d*$/.test(key) ? Number(key) : Infinity;
      if (slot > MAX_WORKERS) {
        throw new UsageError(
          `${path}.${key} is no slot: slots are numbers from 1 to ${MAX_WORKERS}`,
        );
      }
      return [slot, readVariables(variables, `${path}.${key}`)];
    }),
  );
}

function readVariables(value: unknown, path: string): Variables {
  if (!isRecord(value)) {
    throw new UsageError(`${path} takes variables by name, such as { "NAME": "value" }`);
  }
  const variables: Record<string, string | undefined> = {};
  for (const [name, text] of Object.entries(value)) {
    checkName(name, `${path}.${name}`);
    if (text !== undefined && (typeof text !== "string" || text.includes("\0"))) {
      throw new UsageError(`${path}.${name} takes text in quotes`);
    }
    variables[name] = text;
  }
  return variables;
}

function checkName(name: string, path: string): void {
  if (name === "" || /[=\0]/.test(name)) {
    throw new UsageError(`${path} is no name of a variable`);
  }
  // Windows takes `Path` for `PATH`.
  const upper = name.toUpperCase();
  if (OF_NODE.includes(upper)) {
    throw new UsageError(`${path} is how Node links a worker to its cluster: leave it out`);
  }
  if (upper.startsWith(OURS)) {
    throw new UsageError(`${path} is kept for clusterdeck itself: leave it out`);
  }
}
