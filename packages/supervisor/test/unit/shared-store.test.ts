import { describe, expect, it } from "vitest";
import { SHARED_LIMITS } from "../../src/shared-state/request.ts";
import { createStore } from "../../src/shared-state/store.ts";

const text = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));

describe("the store of shared state", () => {
  it("takes its most keys and no more, until one is deleted", () => {
    const { apply } = createStore();
    for (let key = 0; key < SHARED_LIMITS.keys; key += 1) {
      apply({ op: "set", key: String(key), value: "1" });
    }
    const oneMore = { op: "increment", key: "more", by: 1 } as const;
    expect(apply(oneMore)).toMatchObject({ failure: { code: "too-many-keys" } });
    expect(apply({ op: "increment", key: "0", by: 1 })).toEqual({ value: 2 });
    expect(apply({ op: "delete", key: "0" })).toEqual({ value: true });
    expect(apply(oneMore)).toEqual({ value: 1 });
  });

  it("takes a value of the most bytes, counted as UTF-8, and keeps the old one when refused", () => {
    const { apply } = createStore();
    const set = (value: string) => apply({ op: "set", key: "a", value });
    expect(set(text(SHARED_LIMITS.valueBytes))).toEqual({ value: null });
    expect(set(JSON.stringify("ä".repeat(SHARED_LIMITS.valueBytes / 2)))).toMatchObject({
      failure: { code: "too-large" },
    });
    expect(apply({ op: "get", key: "a" })).toEqual({ value: text(SHARED_LIMITS.valueBytes) });
  });

  it("takes no more in all than its bound, and what is deleted or replaced makes room", () => {
    const { apply } = createStore();
    const { valueBytes, totalBytes } = SHARED_LIMITS;
    const set = (key: number, value = text(valueBytes)) =>
      apply({ op: "set", key: String(key).padStart(8, "0"), value });
    const fitting = Math.floor(totalBytes / (valueBytes + 8));
    for (let key = 0; key < fitting; key += 1) expect(set(key)).toEqual({ value: null });
    expect(set(fitting)).toMatchObject({ failure: { code: "store-full" } });
    expect(set(0, "1")).toEqual({ value: null });
    expect(set(fitting)).toEqual({ value: null });
  });

  it("counts whole numbers as far as they are exact", () => {
    const { apply } = createStore();
    const by = (step: number) => apply({ op: "increment", key: "n", by: step });
    expect(by(Number.MAX_SAFE_INTEGER)).toEqual({ value: Number.MAX_SAFE_INTEGER });
    expect(by(1)).toMatchObject({ failure: { code: "out-of-range" } });
    expect(by(-1)).toEqual({ value: Number.MAX_SAFE_INTEGER - 1 });
    apply({ op: "set", key: "n", value: "1.5" });
    expect(by(1)).toMatchObject({ failure: { code: "not-a-number" } });
  });

  it("takes any name for a key", () => {
    const { apply } = createStore();
    expect(apply({ op: "get", key: "__proto__" })).toEqual({ value: null });
    expect(apply({ op: "increment", key: "__proto__", by: 2 })).toEqual({ value: 2 });
    expect(apply({ op: "get", key: "constructor" })).toEqual({ value: null });
  });

  it.each([
    [0.5, "0.5"],
    ["2", "what is of type string"],
    [Symbol("2"), "what is of type symbol"],
    [2n, "what is of type bigint"],
    [null, "null"],
  ])("increments by whole numbers alone, and says what else it was given: %s", (by, shown) => {
    const { apply } = createStore();
    const message = `increment by a whole number, not by ${shown}`;
    expect(apply({ op: "increment", key: "n", by: by as number })).toEqual({
      failure: { code: "invalid-increment", message },
    });
  });
});
