import type { LogEntry, OutputStream } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import {
  EMPTY_LOG,
  endOf,
  logAfter,
  ROWS_KEPT,
  type LogBuffer,
} from "../../src/detail/log/log-buffer.ts";
import { logText, noteWords } from "../../src/detail/log/log-text.ts";
import type { LogNews } from "../../src/socket/slot-feed.ts";
import { AT } from "./fixtures.ts";

function written(id: number, changes: Partial<LogEntry> = {}): LogEntry {
  const stream: OutputStream = "stdout";
  return { id, at: AT, slot: 3, pid: 4001, generation: 1, stream, text: `line ${id}`, ...changes };
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => written(from + index));

function news(entries: readonly LogEntry[], changes: Partial<LogNews> = {}): LogNews {
  return { epoch: "one", isWhole: false, skipped: 0, entries, ...changes };
}

const after = (...all: readonly LogNews[]) => all.reduce<LogBuffer>(logAfter, EMPTY_LOG);

/** Each row in short. */
function told({ blocks }: LogBuffer): string[] {
  return blocks
    .flatMap(({ rows }) => rows)
    .map((row) => (row.kind === "line" ? row.text : `[${row.kind}]`));
}

test("lines come in order, after a divider that names the process", () => {
  const log = after(news([written(1), written(2, { generation: 2, pid: 4002 })]));
  expect(told(log)).toEqual(["[process]", "line 1", "[process]", "line 2"]);
  const last = log.blocks[0]?.rows[2];
  expect(last?.kind === "process" && noteWords(last)).toBe("g2 · pid 4002");
});

test("dropped and skipped lines stand where they would have been", () => {
  const gap = {
    id: 2,
    at: AT,
    slot: 3,
    pid: 4001,
    generation: 1,
    stream: "stderr",
    dropped: 48_211,
  };
  const log = after(
    news([written(1), gap as LogEntry, written(3)]),
    news([written(9)], { skipped: 7 }),
  );
  expect(told(log)).toEqual(["[process]", "line 1", "[dropped]", "line 3", "[skipped]", "line 9"]);
  expect(logText(log)).toContain("--- 48,211 lines of stderr dropped");
  expect(logText(log)).toContain("--- 7 lines skipped");
});

test("after a break what is kept is told once more: nothing stands twice", () => {
  const log = after(news(lines(1, 5)), news(lines(3, 7), { isWhole: true }));
  expect(told(log)).toEqual(["[process]", ...lines(1, 7).map(({ id }) => `line ${id}`)]);
});

test("after a break that was longer than what is kept, it says that lines may be missing", () => {
  const log = after(news(lines(1, 2)), news(lines(8, 9), { isWhole: true }));
  expect(told(log)).toEqual(["[process]", "line 1", "line 2", "[unknown]", "line 8", "line 9"]);
});

test("late lines of an earlier request take nothing from what was written before them", () => {
  const log = after(news(lines(4, 5)), news(lines(1, 5), { isWhole: true }));
  expect(told(log)).toEqual(["[process]", ...lines(1, 5).map(({ id }) => `line ${id}`)]);
});

test("another supervisor counts its lines anew, below what the one before has told", () => {
  const log = after(
    news([written(70)]),
    news([written(1, { pid: 5001 })], { epoch: "two", isWhole: true }),
  );
  expect(told(log)).toEqual(["[process]", "line 70", "[restarted]", "[process]", "line 1"]);
});

test("a flood keeps the newest lines alone, and leaves blocks that are whole as they were", () => {
  const before = after(news(lines(1, 500)), news(lines(501, 1000)));
  const log = lines(1001, 6000).reduce((buffer, entry) => logAfter(buffer, news([entry])), before);
  const rows = told(log);
  expect(rows.length).toBeGreaterThanOrEqual(ROWS_KEPT);
  expect(rows.length).toBeLessThan(ROWS_KEPT + 100);
  expect(rows.at(-1)).toBe("line 6000");
  // The divider counts as a row.
  expect(endOf(log)).toBe(6001);

  const further = logAfter(log, news([written(6001)]));
  expect(further.blocks[3]).toBe(log.blocks[3]);
  expect(logAfter(log, news([]))).toEqual(log);
});
