import { ACCESS_SYMBOL, type SharedAccess } from "../shared-state/access.ts";
import type { SharedRequest } from "../shared-state/request.ts";
import { createLocalAccess } from "./local-access.ts";
import type * as api from "./worker.d.cts";

// What apps are promised stands in worker.d.cts; each export is held to it.

const agentsAccess = (globalThis as { readonly [ACCESS_SYMBOL]?: SharedAccess })[ACCESS_SYMBOL];
const access = agentsAccess ?? createLocalAccess();

export const isSupervised: typeof api.isSupervised = agentsAccess !== undefined;

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
      const value = (await store.get(name)) ?? 0;
      if (Number.isSafeInteger(value)) return value as number;
      throw new ErrorWithCode("not-a-number", `"${name}" holds no whole number: use another name`);
    },
  });

async function ask(request: SharedRequest): Promise<string | number | boolean | null> {
  const answer = await access.ask(request);
  if ("value" in answer) return answer.value;
  throw new ErrorWithCode(answer.failure.code, answer.failure.message);
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
