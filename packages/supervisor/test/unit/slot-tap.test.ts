import type { LogsMessage, WatchedSlots } from "@clusterdeck/shared";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  MESSAGE_INTERVAL_MS,
  MESSAGE_ROOM,
  MESSAGES_OWED,
  SLOT_ROOM,
} from "../../src/log/limits.ts";
import { LogBook } from "../../src/log/log-book.ts";
import { createSlotChannels } from "../../src/stream/slot-channels.ts";
import { createSlotTap, type SlotTap } from "../../src/stream/slot-tap.ts";

const source = (slot: number) => ({ slot, pid: slot, generation: 1, stream: "stdout" }) as const;

function setUp() {
  const book = new LogBook(() => ({ monotonicMs: 0, epochMs: 0 }));
  const channels = createSlotChannels("logs", "epoch", book);
  const open = () => {
    const sent: Buffer[] = [];
    let mark = "";
    const tap: SlotTap = createSlotTap(channels, {
      send: (encoded, its) => {
        sent.push(encoded);
        mark = its;
      },
    });
    return {
      tap,
      sent,
      messages: () => sent.map((one) => JSON.parse(one.toString()) as LogsMessage),
      read: () => tap.arrived(mark),
      /** Until nothing more is owed. */
      readAll: () => {
        for (let before = -1; before < sent.length;) {
          before = sent.length;
          tap.arrived(mark);
        }
      },
    };
  };
  const write = (slot: number, ...lines: string[]) => book.addLines(source(slot), lines);
  return { book, open, write };
}

const texts = (messages: readonly LogsMessage[]) =>
  messages.flatMap(({ entries }) => entries.map((entry) => ("text" in entry ? entry.text : "gap")));
const nextBatch = () => vi.advanceTimersByTime(MESSAGE_INTERVAL_MS);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("rule 13: a reader of the logs", () => {
  it("gets the recent lines of its slots, then new ones in batches, and no other slot's", () => {
    const { open, write } = setUp();
    const reader = open();
    write(1, "before");
    write(2, "not mine");
    reader.tap.watch([1]);
    reader.read();
    write(1, "a", "b");
    write(2, "not mine either");
    write(1, "c");
    expect(reader.sent).toHaveLength(1);
    nextBatch();
    expect(reader.messages()).toMatchObject([
      { type: "logs", epoch: "epoch", slots: [1], recent: true, entries: [{ text: "before" }] },
      { slots: [1], recent: false, skipped: 0 },
    ]);
    expect(texts(reader.messages())).toEqual(["before", "a", "b", "c"]);
  });

  it("is answered at once, also when nothing has been written", () => {
    const { open } = setUp();
    const reader = open();
    reader.tap.watch("all");
    expect(reader.messages()).toMatchObject([{ slots: "all", recent: true, entries: [] }]);
  });

  it("that comes between two batches misses nothing and gets nothing twice", () => {
    const { open, write } = setUp();
    const [early, late] = [open(), open()];
    early.tap.watch([2, 1]);
    write(1, "a");
    late.tap.watch([1, 2]);
    write(2, "b");
    nextBatch();
    for (const reader of [early, late]) {
      reader.readAll();
      expect(texts(reader.messages())).toEqual(["a", "b"]);
    }
  });

  it("shares each message with all who watch the same slots", () => {
    const { open, write } = setUp();
    const readers = [open(), open(), open()];
    const asked: WatchedSlots[] = [[1, 2], [2, 1], "all"];
    for (const [index, { tap, read }] of readers.entries()) {
      tap.watch(asked[index] ?? "all");
      read();
    }
    write(1, "a");
    nextBatch();
    const [first, second, third] = readers.map(({ sent }) => sent[1]);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("costs nothing once it has gone or looks at nothing", () => {
    const { open, write } = setUp();
    const [gone, blind] = [open(), open()];
    gone.tap.watch("all");
    blind.tap.watch([1]);
    gone.tap.close();
    blind.tap.watch([]);
    write(1, "a");
    expect(vi.getTimerCount()).toBe(0);
    expect(gone.sent).toHaveLength(1);
    expect(blind.sent).toHaveLength(1);
  });

  it("that turns to another slot is owed nothing of the one before", () => {
    const { open, write } = setUp();
    const reader = open();
    reader.tap.watch([1]);
    write(1, "a");
    nextBatch();
    reader.tap.watch([2]);
    write(2, "b");
    nextBatch();
    reader.readAll();
    expect(reader.messages().map(({ slots }) => slots)).toEqual([[1], [2], [2]]);
    expect(texts(reader.messages())).toEqual(["b"]);
  });

  it("that lags has one message on its way, a few wait, and the lines of older ones are counted", () => {
    const { open, write } = setUp();
    const reader = open();
    reader.tap.watch("all");
    const batches = MESSAGES_OWED + 5;
    for (let batch = 0; batch < batches; batch += 1) {
      write(1, `${batch}a`, `${batch}b`);
      nextBatch();
    }
    expect(reader.sent).toHaveLength(1);
    reader.readAll();
    const [, notice, ...rest] = reader.messages();
    expect(notice).toMatchObject({ skipped: 10, entries: [] });
    expect(texts(rest)[0]).toBe("5a");
    expect(texts(rest)).toHaveLength(2 * MESSAGES_OWED);
  });

  it("gets so many lines a message at most, the newest, and the number of the others", () => {
    const { book, open, write } = setUp();
    const reader = open();
    reader.tap.watch("all");
    reader.read();
    book.addGap(source(2), 1_000);
    write(1, ...Array.from({ length: MESSAGE_ROOM.lines }, String));
    write(2, "last");
    nextBatch();
    const message = reader.messages()[1];
    expect(message?.entries).toHaveLength(MESSAGE_ROOM.lines);
    expect(message?.skipped).toBe(1_001);
    expect(message?.entries.at(-1)).toMatchObject({ text: "last" });
  });

  it("gets many recent lines as several messages, in order", () => {
    const { open, write } = setUp();
    const lines = Array.from(
      { length: SLOT_ROOM.lines },
      (_, index) => `${index} ${"x".repeat(200)}`,
    );
    write(1, ...lines);
    const reader = open();
    reader.tap.watch([1]);
    reader.readAll();
    expect(reader.sent.length).toBeGreaterThan(1);
    expect(reader.messages().every(({ recent }) => recent)).toBe(true);
    expect(texts(reader.messages())).toEqual(lines);
  });
});
