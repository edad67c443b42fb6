import { describe, expect, test } from "vitest";
import { movingTicks, standingTicks } from "../../src/lanes/axis.ts";
import { frameOf, shiftOf } from "../../src/lanes/frame.ts";
import { placeCard } from "../../src/lanes/place-card.ts";
import type { Stop } from "../../src/lanes/stops.ts";
import {
  happenedPart,
  momentAt,
  percentAt,
  spanMs,
  wholeSpan,
  zoomAround,
  zoomTo,
} from "../../src/lanes/zoom.ts";
import { zoomToStop } from "../../src/lanes/zoom-stop.ts";
import { AT } from "./fixtures.ts";

const whole = wholeSpan(AT);
const minute = { from: AT - 120_000, to: AT - 60_000 };

test("moments lie in a span by their share of it, and are found back", () => {
  expect(percentAt(AT - 300_000, whole)).toBe(0);
  expect(percentAt(AT - 150_000, whole)).toBe(50);
  expect(percentAt(AT, { from: AT, to: AT })).toBe(0);
  expect(momentAt(0.5, whole)).toBe(AT - 150_000);
  expect(momentAt(1.2, whole)).toBe(AT);
});

describe("a zoom", () => {
  test("keeps what it is made around in its place", () => {
    const at = AT - 110_000;
    const next = zoomAround(minute, at, 0.5, AT);
    if (next === null) throw new Error("it shows all");
    expect(spanMs(next)).toBe(30_000);
    expect(percentAt(at, next)).toBeCloseTo(percentAt(at, minute), 5);
  });

  test("never shows what is to come, nor what is forgotten", () => {
    const late = zoomTo({ from: AT - 10_000, to: AT + 20_000 }, whole, AT);
    expect(late).toEqual({ from: AT - 30_000, to: AT });
    const early = zoomTo({ from: AT - 310_000, to: AT - 280_000 }, whole, AT);
    expect(early).toEqual({ from: AT - 300_000, to: AT - 270_000 });
  });

  test("out to five minutes or more is none", () => {
    expect(zoomAround({ from: AT - 200_000, to: AT }, AT, 2, AT)).toBeNull();
  });

  test("in stops where there is nothing more to see", () => {
    const at = AT - 5000;
    const next = zoomTo({ from: at, to: at + 1 }, whole, AT);
    expect(next && spanMs(next)).toBe(200);
  });

  test("that is older than five minutes by now is not pulled out of sight", () => {
    const old = { from: AT - 400_000, to: AT - 360_000 };
    expect(zoomAround(old, AT - 380_000, 0.5, AT)).toEqual({
      from: AT - 390_000,
      to: AT - 370_000,
    });
  });

  test("from a link is shown as far as it has happened", () => {
    expect(happenedPart({ from: AT - 1000, to: AT + 5000 }, AT)).toEqual({
      from: AT - 1000,
      to: AT,
    });
    expect(happenedPart({ from: AT + 1000, to: AT + 5000 }, AT)).toBeNull();
    expect(happenedPart(null, AT)).toBeNull();
  });
});

describe("zooming to what the keyboard is on", () => {
  const segment = (since: number, until: number | null): Stop => ({
    kind: "segment",
    key: "one",
    segment: { state: "serving", pid: 1, generation: 1, since, until },
  });

  test("leaves a margin on either side of a segment", () => {
    const next = zoomToStop(segment(AT - 100_000, AT - 80_000), whole, AT);
    expect(next).toEqual({ from: AT - 103_000, to: AT - 77_000 });
  });

  test("halves the view where the segment fills it already", () => {
    const next = zoomToStop(segment(AT - 900_000, null), whole, AT);
    expect(next && spanMs(next)).toBe(150_000);
  });

  test("keeps a quarter of the view around a mark", () => {
    const mark = { id: 1, at: AT - 150_000, kind: "died", pid: 1, generation: 1 } as const;
    const stop: Stop = { kind: "mark", key: "m", mark: { ...mark, message: "", by: "app" } };
    const next = zoomToStop(stop, whole, AT);
    expect(next).toEqual({ from: AT - 187_500, to: AT - 112_500 });
  });
});

describe("the axis", () => {
  test("counts back from now while the lanes move on", () => {
    expect(movingTicks(whole).map(({ label, percent }) => `${label} at ${percent}`)).toEqual([
      "−5 min at 0",
      "−4 min at 20",
      "−3 min at 40",
      "−2 min at 60",
      "−1 min at 80",
      "now at 100",
    ]);
  });

  test.each([
    [200, 4],
    [1000, 5],
    [7000, 4],
    [60_000, 6],
    [90_000, 6],
    [250_000, 5],
  ])("of %i ms that stand still has round times, and no more than fit", (lengthMs, steps) => {
    const ticks = standingTicks({ from: AT - lengthMs, to: AT });
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(steps + 1);
    expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
    const gaps = ticks.slice(1).map(({ at }, index) => at - (ticks[index]?.at ?? 0));
    expect(new Set(gaps).size).toBe(1);
  });
});

test("lanes that move on keep their frame for five minutes, and are shifted in it", () => {
  const frame = frameOf(whole, false);
  const later = { from: whole.from + 1000, to: whole.to + 1000 };
  expect(frameOf(later, false)).toEqual(frame);
  const seen = (span: typeof whole, at: number) => percentAt(at, frame) + shiftOf(span, frame);
  expect(seen(whole, whole.from)).toBeCloseTo(0, 6);
  expect(seen(later, later.to)).toBeCloseTo(100, 6);
  expect(frameOf(minute, true)).toBe(minute);
  expect(shiftOf(minute, minute)).toBe(0);
});

test("a card stays within the window, above what it tells about if it can", () => {
  const window = { width: 400, height: 600 };
  const card = { width: 200, height: 100 };
  expect(placeCard({ x: 200, top: 300, bottom: 318 }, card, window)).toEqual({
    left: 100,
    top: 192,
  });
  expect(placeCard({ x: 390, top: 50, bottom: 68 }, card, window)).toEqual({ left: 192, top: 76 });
  expect(placeCard({ x: 5, top: 20, bottom: 590 }, card, window)).toEqual({ left: 8, top: 492 });
});
