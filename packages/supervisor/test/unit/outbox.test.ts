import { describe, expect, it } from "vitest";
import {
  createOutbox,
  LONGEST_SILENCE_MS,
  MOST_WAITING,
  MOST_WAITING_BYTES,
  WINDOW,
  WINDOW_BYTES,
  type NumberedFrame,
} from "../../src/stream/outbox.ts";
import { seeded } from "@clusterdeck/testkit";

/**
 * A reader that reads when the test says so.
 *
 * @param atSnapshot is called while a snapshot is made
 */
function reader(atSnapshot: (change: () => number) => void = () => {}) {
  const sent: string[] = [];
  const marks: number[] = [];
  let latestSeq = 0;
  const frame = (seq: number, bytes = 10): NumberedFrame => ({
    seq,
    data: Buffer.from(`change ${seq}`.padEnd(bytes)),
  });
  const outbox = createOutbox(
    {
      send: (data) => sent.push(data.toString().trim()),
      mark: (mark) => marks.push(mark),
      snapshot: () => {
        atSnapshot(change);
        return { seq: latestSeq, data: Buffer.from(`snapshot ${latestSeq}`) };
      },
    },
    { seq: 0, data: Buffer.from("snapshot 0") },
    0,
  );
  const change = (bytes?: number, nowMs = 0) => {
    latestSeq += 1;
    outbox.change(frame(latestSeq, bytes), nowMs);
    return latestSeq;
  };
  return {
    sent,
    outbox,
    change,
    /** Reads all that was sent, marks included, until nothing more comes. */
    readAll: (nowMs = 0) => {
      for (let mark = marks.shift(); mark !== undefined; mark = marks.shift()) {
        outbox.arrived(mark, nowMs);
      }
    },
    latest: () => latestSeq,
  };
}

describe("rule 3: changes", () => {
  it("go out at once and in order while the reader reads", () => {
    const { sent, change, readAll } = reader();
    for (let count = 0; count < 1000; count += 1) {
      change();
      readAll();
    }
    expect(sent).toHaveLength(1001);
    expect(sent.slice(0, 3)).toEqual(["snapshot 0", "change 1", "change 2"]);
  });

  it("wait once too many are on their way, and follow when those have arrived", () => {
    const { sent, change, readAll } = reader();
    for (let count = 0; count < WINDOW + 10; count += 1) change();
    expect(sent).toHaveLength(1 + WINDOW);
    readAll();
    expect(sent.at(-1)).toBe(`change ${WINDOW + 10}`);
  });
});

describe("rule 4: an overflow", () => {
  it("of waiting changes is answered by one fresh snapshot, once the reader has caught up", () => {
    const { sent, change, readAll, latest } = reader();
    for (let count = 0; count < WINDOW + MOST_WAITING + 50; count += 1) change();
    expect(sent).toHaveLength(1 + WINDOW);
    readAll();
    expect(sent.slice(1 + WINDOW)).toEqual([`snapshot ${latest()}`]);
    change();
    expect(sent.at(-1)).toBe(`change ${latest()}`);
  });

  it("is one of bytes as well", () => {
    const { sent, change, readAll, latest } = reader();
    const inWindow = (2 * WINDOW_BYTES) / MOST_WAITING_BYTES;
    for (let count = 0; count < inWindow + 3; count += 1) change(MOST_WAITING_BYTES / 2);
    expect(sent).toHaveLength(1 + inWindow);
    readAll();
    expect(sent.slice(1 + inWindow)).toEqual([`snapshot ${latest()}`]);
  });
});

describe("rule 4: the snapshot after an overflow", () => {
  it("has what happens while it is made, which is not sent before it", () => {
    const { sent, change, readAll, latest } = reader((changeMore) => void changeMore());
    for (let count = 0; count < WINDOW + MOST_WAITING + 1; count += 1) change();
    readAll();
    expect(sent.slice(1 + WINDOW)).toEqual([`snapshot ${latest()}`]);
  });

  it("ends with the metrics that waited, which are not sent again", () => {
    const { sent, outbox, change, readAll, latest } = reader();
    for (let count = 0; count < WINDOW + MOST_WAITING + 1; count += 1) change();
    outbox.metrics(Buffer.from("second 1"), 0);
    readAll();
    expect(sent.slice(1 + WINDOW)).toEqual([`snapshot ${latest()}`]);
    outbox.metrics(Buffer.from("second 2"), 0);
    expect(sent.at(-1)).toBe("second 2");
  });

  it("is not followed by a change that it has", () => {
    const { sent, outbox, change, readAll, latest } = reader();
    change();
    outbox.resync(0);
    readAll();
    expect(sent.at(-1)).toBe("snapshot 1");
    outbox.change({ seq: 1, data: Buffer.from("change 1") }, 0);
    expect(sent.at(-1)).toBe("snapshot 1");
    change();
    expect(sent.at(-1)).toBe(`change ${latest()}`);
  });
});

describe("rule 5: metrics", () => {
  it("are on their way one at a time, and of those that wait only the latest is sent", () => {
    const { sent, outbox, readAll } = reader();
    readAll();
    for (let second = 1; second <= 60; second += 1) {
      outbox.metrics(Buffer.from(`second ${second}`), second * 1000);
    }
    expect(sent).toEqual(["snapshot 0", "second 1"]);
    readAll();
    expect(sent).toEqual(["snapshot 0", "second 1", "second 60"]);
  });

  it("that are sent behind an older mark count as arrived by the one that follows", () => {
    const { sent, outbox } = reader();
    outbox.metrics(Buffer.from("second 1"), 0);
    outbox.arrived(1, 0);
    outbox.metrics(Buffer.from("second 2"), 0);
    expect(sent).toEqual(["snapshot 0", "second 1"]);
    outbox.arrived(2, 0);
    expect(sent.at(-1)).toBe("second 2");
  });

  it("never overtake changes that wait", () => {
    const { sent, outbox, change, readAll } = reader();
    for (let count = 0; count < WINDOW + 1; count += 1) change();
    outbox.metrics(Buffer.from("second 1"), 0);
    expect(sent.at(-1)).toBe(`change ${WINDOW}`);
    readAll();
    expect(sent.slice(-2)).toEqual([`change ${WINDOW + 1}`, "second 1"]);
  });
});

describe("rule 6: a reader that reads nothing", () => {
  it("is stuck after half a minute, and not before", () => {
    const { outbox, change } = reader();
    change(10, 5_000);
    expect(outbox.isStuck(LONGEST_SILENCE_MS)).toBe(false);
    expect(outbox.isStuck(LONGEST_SILENCE_MS + 1)).toBe(true);
  });

  it("is not, however much is on its way, as long as it reads on", () => {
    const { outbox, change, readAll } = reader();
    for (let nowMs = 0; nowMs < 10 * LONGEST_SILENCE_MS; nowMs += 1000) {
      change(10, nowMs);
      readAll(nowMs);
      change(10, nowMs);
      expect(outbox.isStuck(nowMs + 999)).toBe(false);
    }
  });
});

describe("whatever the reader's pace", () => {
  it.each(Array.from({ length: 50 }, (_, index) => index + 1))(
    "seed %i: what it has read leaves no gap, and ends with the latest",
    (seed) => {
      const random = seeded(seed);
      const { sent, outbox, change, readAll, latest } = reader();
      for (let step = 0; step < 3000; step += 1) {
        const roll = random();
        if (roll < 0.9) change(10 + Math.floor(random() * 3000));
        else if (roll < 0.95) outbox.metrics(Buffer.from("second"), 0);
        else if (roll < 0.952) outbox.resync(0);
        else if (random() < 0.1) readAll();
      }
      readAll();
      const numbered = sent
        .map((text) => text.split(" "))
        .filter(([kind]) => kind !== "second")
        .map(([kind, seq]) => ({ kind, seq: Number(seq) }));
      const gaps = numbered.filter(({ kind, seq }, index) => {
        const before = numbered[index - 1]?.seq ?? -1;
        return kind === "snapshot" ? seq < before : seq !== before + 1;
      });
      expect(gaps).toEqual([]);
      expect(numbered.at(-1)?.seq).toBe(latest());
    },
  );
});
