import { describe, expect, it } from "vitest";
import { createConduct, type RateVerdict } from "../../src/stream/conduct.ts";
import { MESSAGE_BURST, MESSAGES_PER_SECOND } from "../../src/stream/rate-limit.ts";

/** What becomes of messages that come so fast, until the reader is closed. */
function verdicts(perSecond: number, count: number): RateVerdict[] {
  const conduct = createConduct();
  const found: RateVerdict[] = [];
  for (let index = 0; index < count && found.at(-1) !== "close"; index += 1) {
    found.push(conduct.said((index * 1000) / perSecond));
  }
  return found;
}

describe("rule 10: a reader's messages", () => {
  it("are read up to the rate, however long it lasts", () => {
    expect(new Set(verdicts(MESSAGES_PER_SECOND, 10_000))).toEqual(new Set(["read"]));
  });

  it("beyond a burst are not read, which is told once, and end it when they go on", () => {
    const found = verdicts(1e9, 10_000);
    expect(found.slice(0, MESSAGE_BURST).every((verdict) => verdict === "read")).toBe(true);
    expect(found.filter((verdict) => verdict === "tell")).toHaveLength(1);
    expect(found.at(-1)).toBe("close");
    expect(found.length).toBeLessThan(MESSAGE_BURST + 210);
  });

  it.each([300, 1_000, 10_000, 40_000])("end it at %i a second as well", (perSecond) => {
    expect(verdicts(perSecond, 100_000).at(-1)).toBe("close");
  });

  it("are read again once it has been still for a while", () => {
    const conduct = createConduct();
    for (let count = 0; count < MESSAGE_BURST + 100; count += 1) conduct.said(0);
    expect(conduct.said(0)).toBe("ignore");
    expect(conduct.said(1_000)).toBe("read");
  });
});
