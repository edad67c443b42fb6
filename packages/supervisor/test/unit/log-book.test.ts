import type { LogEntry } from "@clusterdeck/shared";
import { describe, expect, it } from "vitest";
import { createBoundedLog } from "../../src/log/bounded-log.ts";
import { GONE_SLOT_KEPT_MS, SLOT_ROOM, TOTAL_ROOM } from "../../src/log/limits.ts";
import { LogBook } from "../../src/log/log-book.ts";

const AMPLE = { lines: 10_000, characters: 1e9 };
const source = (slot: number) =>
  ({ slot, pid: 100 + slot, generation: 1, stream: "stdout" }) as const;
const texts = (entries: readonly LogEntry[]) =>
  entries.map((entry) => ("text" in entry ? entry.text : entry.dropped));

function book() {
  const clock = { monotonicMs: 0, epochMs: 1_700_000_000_000 };
  return { clock, logs: new LogBook(() => clock) };
}

describe("the recent lines of the workers", () => {
  it("are numbered over all slots and told by slot, gaps in their place", () => {
    const { logs } = book();
    logs.addLines(source(1), ["a", "b"]);
    logs.addGap(source(2), 7);
    logs.addLines(source(1), ["c"]);
    expect(logs.latest([1], AMPLE)).toMatchObject([
      { id: 1, at: 1_700_000_000_000, pid: 101, generation: 1, stream: "stdout", text: "a" },
      { id: 2, text: "b" },
      { id: 4, text: "c" },
    ]);
    expect(texts(logs.latest("all", AMPLE))).toEqual(["a", "b", 7, "c"]);
    expect(texts(logs.latest([2, 9], AMPLE))).toEqual([7]);
  });

  it("are the newest when there is no room for all", () => {
    const { logs } = book();
    for (let line = 0; line < 30; line += 1)
      logs.addLines(source(1 + (line % 3)), [`line ${line}`]);
    expect(texts(logs.latest("all", { ...AMPLE, lines: 3 }))).toEqual([
      "line 27",
      "line 28",
      "line 29",
    ]);
    expect(texts(logs.latest([1, 2], { ...AMPLE, characters: 15 }))).toEqual([
      "line 27",
      "line 28",
    ]);
  });

  it("are bounded in lines and characters", () => {
    const { logs } = book();
    const numbers = Array.from({ length: SLOT_ROOM.lines + 500 }, (_, index) => String(index));
    logs.addLines(source(1), numbers);
    expect(texts(logs.latest([1], AMPLE))).toEqual(numbers.slice(500));
    logs.addLines(
      source(2),
      Array.from({ length: 100 }, () => "x".repeat(8_000)),
    );
    const kept = logs.latest([2], AMPLE);
    expect(kept).toHaveLength(Math.floor(SLOT_ROOM.characters / 8_000));
  });

  it("are bounded over all slots: each has its share", () => {
    const { logs } = book();
    const slots = 2 * (TOTAL_ROOM.lines / SLOT_ROOM.lines);
    const lines = Array.from({ length: SLOT_ROOM.lines }, () => "x".repeat(100));
    for (let slot = 1; slot <= slots; slot += 1) logs.addLines(source(slot), lines);
    expect(logs.latest("all", { lines: 1e9, characters: 1e9 }).length).toBeLessThanOrEqual(
      TOTAL_ROOM.lines,
    );
    expect(logs.latest([1], AMPLE)).toHaveLength(SLOT_ROOM.lines / 2);
  });

  it("outlive their slot for a while, not for ever, and not when it comes back", () => {
    const { logs, clock } = book();
    logs.addLines(source(1), ["a"]);
    logs.addLines(source(2), ["b"]);
    logs.expire(new Set([1]));
    clock.monotonicMs += GONE_SLOT_KEPT_MS;
    logs.expire(new Set([1]));
    expect(logs.has(2)).toBe(true);
    logs.expire(new Set([1, 2]));
    clock.monotonicMs += 10;
    logs.expire(new Set([1]));
    clock.monotonicMs += GONE_SLOT_KEPT_MS + 1;
    logs.expire(new Set([1]));
    expect(logs.has(2)).toBe(false);
    expect(logs.has(1)).toBe(true);
  });
});

describe("a bounded log", () => {
  const line = (id: number): LogEntry => ({ id, at: 0, ...source(1), text: String(id) });

  it("says how many lines had to make room, those of gaps included", () => {
    const log = createBoundedLog<LogEntry>({ lines: 2, characters: 100 });
    log.push({ id: 1, at: 0, ...source(1), dropped: 40 });
    for (let id = 2; id <= 5; id += 1) log.push(line(id));
    const { entries, evictedLines } = log.takeAll();
    expect(texts(entries)).toEqual(["4", "5"]);
    expect(evictedLines).toBe(42);
    expect(log.takeAll()).toEqual({ entries: [], evictedLines: 0 });
  });

  it("gives from its end what is there", () => {
    const log = createBoundedLog<LogEntry>({ lines: 3, characters: 100 });
    for (let id = 1; id <= 10; id += 1) log.push(line(id));
    expect([0, 1, 2, 3].map((back) => log.fromEnd(back)?.id)).toEqual([10, 9, 8, undefined]);
  });
});
