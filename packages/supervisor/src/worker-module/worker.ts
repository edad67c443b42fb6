import { getEnvironmentData, isMainThread } from "node:worker_threads";
import { ACCESS_SYMBOL, THREADS_MARK, type SharedAccess } from "../shared-state/access.ts";
import type { SharedRequest } from "../shared-state/request.ts";
import { createLocalAccess } from "./local-access.ts";
import type * as api from "./worker.d.cts";

// What apps are promised stands in worker.d.cts; each export is held to it.

const agentsAccess = (globalThis as { readonly [ACCESS_SYMBOL]?: SharedAccess })[ACCESS_SYMBOL];
const access = agentsAccess ?? createLocalAccess();

/** The agent's pipe is the main thread's: a state of the thread's own would count something else. */
const isInThread = !isMainThread && getEnvironmentData(THREADS_MARK) === true;

export const isSupervised: typeof api.isSupervised = agentsAccess !== undefined || isInThread;

class ErrorWithCode extends Error implements api.SharedStateError {
  override readonly name = "SharedStateError";
  readonly code: api.SharedStateErrorCode;

  constructor(code: api.SharedStateErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const SharedStateError: typeof api.SharedStateError = ErrorWithCode;

export const broadcast: typeof api.broadcast = async (message) =>
  (await ask({ op: "broadcast", message: toJson("a message", message) })) as number;

export const onBroadcast: typeof api.onBroadcast = (listener) => {
  if (typeof listener !== "function") throw new TypeError("onBroadcast takes a function");
  refuseInThread();
  return access.hear((message) => listener(JSON.parse(message)));
};

export const store: typeof api.store = Object.freeze({
  get: async (key: string) => {
    const json = await ask({ op: "get", key: checkedKey(key) });
    return typeof json === "string" ? (JSON.parse(json) as unknown) : undefined;
  },
  set: async (key: string, value: unknown) => {
    await ask({ op: "set", key: checkedKey(key), value: toJson("a value", value) });
  },
  delete: async (key: string) => (await ask({ op: "delete", key: checkedKey(key) })) === true,
  increment: async (key: string, by = 1) =>
    (await ask({ op: "increment", key: checkedKey(key), by })) as number,
});

export const counter: typeof api.counter = (name) =>
  Object.freeze({
    increment: (by = 1) => store.increment(name, by),
    get: async () => {
      const value = await store.get(name);
      if (value === undefined) return 0;
      if (Number.isSafeInteger(value)) return value as number;
      throw new ErrorWithCode("not-a-number", `"${name}" holds no whole number: use another name`);
    },
  });

async function ask(request: SharedRequest): Promise<string | number | boolean | null> {
  refuseInThread();
  const answer = await access.ask(request);
  if ("value" in answer) return answer.value;
  throw new ErrorWithCode(answer.failure.code, answer.failure.message);
}

function refuseInThread(): void {
  if (!isInThread) return;
  throw new ErrorWithCode(
    "in-a-thread",
    "the shared state is reached from a worker's main thread alone: send it what you need as a message (parentPort.postMessage), and have it ask",
  );
}

/** For apps in plain JavaScript. */
function checkedKey(key: unknown): string {
  if (typeof key === "string") return key;
  throw new ErrorWithCode("invalid-key", `a key is a string, not of type ${typeof key}`);
}

function toJson(what: string, value: unknown): string {
  let json: string | undefined;
  let why = `it is of type ${typeof value}`;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  if (json !== undefined) return json;
  throw new ErrorWithCode("invalid-value", `${what} is what JSON can hold: ${why}`);
}
