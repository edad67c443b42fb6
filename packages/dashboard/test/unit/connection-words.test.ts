import { expect, test } from "vitest";
import { connectionWords } from "../../src/header/connection-words.ts";

const trying = {
  sinceMs: 0,
  attempt: 1,
  problem: null,
  step: { at: "waiting", nextAtMs: 1 },
} as const;

test("a live connection says its round trip as soon as it is known", () => {
  expect(connectionWords({ phase: "live", sinceMs: 0, roundTripMs: null }).detail).toBe("");
  expect(connectionWords({ phase: "live", sinceMs: 0, roundTripMs: 3.4 })).toMatchObject({
    word: "Live",
    detail: " · 3 ms",
  });
  expect(connectionWords({ phase: "live", sinceMs: 0, roundTripMs: 0.4 }).detail).toBe(" · < 1 ms");
});

test("whatever is not live is called by one of two other words", () => {
  expect(connectionWords({ phase: "reconnecting", ...trying }).word).toBe("Reconnecting");
  expect(connectionWords({ phase: "offline", ...trying }).word).toBe("Offline");
  expect(connectionWords({ phase: "connecting", ...trying }).word).toBe("Offline");
  expect(connectionWords({ phase: "unauthorized", sinceMs: 0, reason: "missing" }).word).toBe(
    "Offline",
  );
  expect(connectionWords({ phase: "protocol-mismatch", theirs: 2 }).word).toBe("Offline");
});
