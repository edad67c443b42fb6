import {
  failed,
  objection,
  SHARED_LIMITS,
  type SharedAnswer,
  type StoreRequest,
} from "./request.ts";

export interface Store {
  /** Each request is done or refused as a whole before the next one is looked at. */
  readonly apply: (request: StoreRequest) => SharedAnswer;
}

const WHOLE_NUMBER = /^-?\d+$/;
const ELSEWHERE = "delete some, or keep them in a database such as Redis";

/** Keys and values in memory, within `SHARED_LIMITS`; a counter is a key that holds a whole number. */
export function createStore(): Store {
  const entries = new Map<string, string>();
  let totalBytes = 0;

  const put = (key: string, json: string, value: number | null): SharedAnswer => {
    const before = entries.get(key);
    if (before === undefined && entries.size >= SHARED_LIMITS.keys) {
      return failed(
        "too-many-keys",
        `the store holds ${entries.size} keys, its most: ${ELSEWHERE}`,
      );
    }
    const freedBytes = before === undefined ? 0 : sizeOf(key, before);
    const nextBytes = totalBytes - freedBytes + sizeOf(key, json);
    if (nextBytes > SHARED_LIMITS.totalBytes) {
      const { totalBytes: most } = SHARED_LIMITS;
      return failed("store-full", `the store would take more than its ${most} bytes: ${ELSEWHERE}`);
    }
    totalBytes = nextBytes;
    entries.set(key, json);
    return { value };
  };

  const increment = (key: string, by: number): SharedAnswer => {
    const before = entries.get(key) ?? "0";
    if (!WHOLE_NUMBER.test(before) || !Number.isSafeInteger(Number(before))) {
      return failed(
        "not-a-number",
        `"${key}" holds no whole number: delete it, or use another name`,
      );
    }
    const value = Number(before) + by;
    if (!Number.isSafeInteger(value)) {
      return failed("out-of-range", `"${key}" would be ${value}, beyond what is counted exactly`);
    }
    return put(key, String(value), value);
  };

  const remove = (key: string): SharedAnswer => {
    const before = entries.get(key);
    if (before !== undefined) totalBytes -= sizeOf(key, before);
    return { value: entries.delete(key) };
  };

  return {
    apply: (request) => {
      const refused = objection(request);
      if (refused !== null) return refused;
      switch (request.op) {
        case "get":
          return { value: entries.get(request.key) ?? null };
        case "set":
          return put(request.key, request.value, null);
        case "increment":
          return increment(request.key, request.by);
        case "delete":
          return remove(request.key);
      }
    },
  };
}

function sizeOf(key: string, json: string): number {
  return Buffer.byteLength(key) + Buffer.byteLength(json);
}
