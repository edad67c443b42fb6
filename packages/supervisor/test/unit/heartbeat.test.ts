import { describe, expect, it } from "vitest";
import { createHeartbeats } from "../../src/fleet/heartbeat.ts";

const LOOK_MS = 500;
const looksUntil = (
  heartbeats: ReturnType<typeof createHeartbeats>,
  fromMs: number,
  toMs: number,
) => {
  for (let nowMs = fromMs; nowMs < toMs; nowMs += LOOK_MS) heartbeats.silent(nowMs);
  return heartbeats.silent(toMs);
};

describe("signs of life", () => {
  it("a worker that gave none for three seconds is silent", () => {
    const heartbeats = createHeartbeats(LOOK_MS);
    heartbeats.beat(1, 0);
    expect(looksUntil(heartbeats, 0, 2500)).toEqual([]);
    expect(looksUntil(heartbeats, 2500, 3000)).toEqual([1]);
  });

  it("nobody is silent because the supervisor itself slept", () => {
    const heartbeats = createHeartbeats(LOOK_MS);
    heartbeats.beat(1, 0);
    looksUntil(heartbeats, 0, 1000);
    expect(heartbeats.silent(3_600_000)).toEqual([]);
    expect(looksUntil(heartbeats, 3_600_000, 3_603_000)).toEqual([1]);
  });

  it("one that answers while the system is asked about it is silent no more", () => {
    const heartbeats = createHeartbeats(LOOK_MS);
    heartbeats.beat(1, 0);
    expect(looksUntil(heartbeats, 0, 3000)).toEqual([1]);
    heartbeats.beat(1, 3001);
    expect(heartbeats.isSilent(1, 3002)).toBe(false);
    expect(heartbeats.isSilent(2, 3002)).toBe(false);
  });

  it("a process that is gone is not waited for", () => {
    const heartbeats = createHeartbeats(LOOK_MS);
    heartbeats.beat(1, 0);
    heartbeats.forget(1);
    expect(looksUntil(heartbeats, 0, 10_000)).toEqual([]);
  });
});
