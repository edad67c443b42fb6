import type { ClientMessage, LogsMessage } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { createSlotFeed, type LogNews } from "../../src/socket/slot-feed.ts";

function feed() {
  const sent: ClientMessage[] = [];
  const logs = createSlotFeed<LogsMessage>("logs", (message) => sent.push(message) > 0);
  return { logs, sent };
}

function answer(changes: Partial<LogsMessage> = {}): LogsMessage {
  return {
    type: "logs",
    epoch: "one",
    slots: [3],
    recent: false,
    skipped: 0,
    entries: [],
    ...changes,
  };
}

test("a log is asked for while it is shown, and not after", () => {
  const { logs, sent } = feed();
  const stop = logs.follow(3, () => {});
  stop();
  expect(sent).toEqual([
    { type: "logs", slots: [3] },
    { type: "logs", slots: [] },
  ]);
});

test("to end what was followed before takes nothing from what is followed now", () => {
  const { logs, sent } = feed();
  const stop = logs.follow(3, () => {});
  logs.follow(4, () => {});
  stop();
  expect(sent.at(-1)).toEqual({ type: "logs", slots: [4] });
});

test("what was written before comes first and is told from what follows", () => {
  const { logs } = feed();
  const news: LogNews[] = [];
  logs.follow(3, (one) => news.push(one));
  logs.receive(answer({ recent: true }));
  logs.receive(answer({ recent: true }));
  logs.receive(answer({ skipped: 2 }));
  // Of an earlier request for another slot.
  logs.receive(answer({ slots: [5] }));
  logs.receive(answer({ slots: "all" }));
  expect(news.map(({ isWhole, skipped }) => [isWhole, skipped])).toEqual([
    [true, 0],
    [false, 0],
    [false, 2],
  ]);
});

test("a new connection is asked for the same log, and for none when none is shown", () => {
  const { logs, sent } = feed();
  logs.resume();
  expect(sent).toEqual([]);
  const news: LogNews[] = [];
  logs.follow(3, (one) => news.push(one));
  logs.receive(answer({ recent: true }));
  logs.resume();
  logs.receive(answer({ recent: true }));
  expect(sent.filter(({ type }) => type === "logs")).toHaveLength(2);
  expect(news.map(({ isWhole }) => isWhole)).toEqual([true, true]);
});

test("what all slots say is followed apart from what one does", () => {
  const { logs, sent } = feed();
  const news: LogNews[] = [];
  logs.follow("all", (one) => news.push(one));
  logs.receive(answer({ slots: [3], recent: true }));
  logs.receive(answer({ slots: "all", recent: true }));
  expect(sent).toEqual([{ type: "logs", slots: "all" }]);
  expect(news).toHaveLength(1);
});
