/** What a worker may ask of the shared state; values and messages are JSON text. */
export type StoreRequest =
  | { readonly op: "get"; readonly key: string }
  | { readonly op: "set"; readonly key: string; readonly value: string }
  | { readonly op: "delete"; readonly key: string }
  | { readonly op: "increment"; readonly key: string; readonly by: number };

export type SharedRequest =
  | StoreRequest
  /** To every worker that hears broadcasts, the one that asks included. */
  | { readonly op: "broadcast"; readonly message: string };

export type SharedFailureCode =
  | "invalid-key"
  | "invalid-increment"
  | "too-large"
  | "too-many-keys"
  | "store-full"
  | "not-a-number"
  | "out-of-range"
  | "supervisor-gone";

export interface SharedFailure {
  readonly code: SharedFailureCode;
  /** Says what to do. */
  readonly message: string;
}

/**
 * JSON text for `get`, null where nothing is kept; whether there was something for `delete`; the new
 * number for `increment`; the workers it went to for `broadcast`.
 */
export type SharedAnswer =
  | { readonly value: string | number | boolean | null }
  | { readonly failure: SharedFailure };

export const SHARED_LIMITS = {
  keys: 10_000,
  keyBytes: 256,
  /** Of a value or a broadcast, as JSON in UTF-8. */
  valueBytes: 16 * 1024,
  /** Of all keys and values together. */
  totalBytes: 16 * 1024 * 1024,
} as const;

export const failed = (code: SharedFailureCode, message: string): { failure: SharedFailure } => ({
  failure: { code, message },
});

/** Why a request cannot be granted whatever the store holds; null when it may be. */
export function objection(request: SharedRequest): { readonly failure: SharedFailure } | null {
  if (request.op === "broadcast") return largeness("the message", request.message);
  const { keyBytes } = SHARED_LIMITS;
  if (request.key === "" || Buffer.byteLength(request.key) > keyBytes) {
    return failed("invalid-key", `a key takes 1 to ${keyBytes} bytes: choose a shorter name`);
  }
  if (request.op === "increment" && !Number.isSafeInteger(request.by)) {
    return failed("invalid-increment", `increment by a whole number, not by ${shown(request.by)}`);
  }
  return request.op === "set" ? largeness(`the value of "${request.key}"`, request.value) : null;
}

/** Apps in plain JavaScript give anything; "2" is told as what it is. */
function shown(by: unknown): string {
  if (typeof by === "number") return String(by);
  return by === null ? "null" : `what is of type ${typeof by}`;
}

function largeness(what: string, json: string): { readonly failure: SharedFailure } | null {
  const { valueBytes } = SHARED_LIMITS;
  const bytes = Buffer.byteLength(json);
  if (bytes <= valueBytes) return null;
  return failed(
    "too-large",
    `${what} takes ${bytes} bytes as JSON, and at most ${valueBytes} are taken: share its name, and keep it in a database such as Redis`,
  );
}
