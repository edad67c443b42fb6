import type { ConversationEntry } from "@clusterdeck/shared";
import { describe, expect, test } from "vitest";
import {
  conversationAfter,
  NOTHING_HEARD,
  ROWS_KEPT,
} from "../../src/detail/messages/conversation.ts";
import { draftMeaning } from "../../src/detail/messages/draft.ts";
import { shownJson } from "../../src/detail/messages/shown-json.ts";
import type { ConversationNews } from "../../src/socket/slot-feed.ts";

const said = (id: number, by: string, text: string, slot = 1): ConversationEntry => ({
  id,
  at: id,
  slot,
  pid: 100 + slot,
  generation: 1,
  by,
  text,
  length: text.length,
});

const news = (
  entries: ConversationEntry[],
  changes: Partial<ConversationNews> = {},
): ConversationNews => ({ epoch: "one", isWhole: false, skipped: 0, entries, ...changes });

describe("the conversation", () => {
  test("goes on with what comes, and begins anew with what is whole or of another run", () => {
    const first = conversationAfter(NOTHING_HEARD, news([said(1, "you", "1")], { isWhole: true }));
    const second = conversationAfter(first, news([said(2, "app", "2")]));
    expect(second.rows.map(({ id }) => id)).toEqual([1, 2]);
    const again = conversationAfter(second, news([said(2, "app", "2")], { isWhole: true }));
    expect(again.rows.map(({ id }) => id)).toEqual([2]);
    const other = conversationAfter(again, news([said(1, "app", "x")], { epoch: "two" }));
    expect(other).toMatchObject({ epoch: "two", rows: [{ id: 1, text: "x" }] });
  });

  test("shows a message to all workers once, and the same words said again as another", () => {
    const { rows } = conversationAfter(
      NOTHING_HEARD,
      news([
        said(1, "you", '"hello"', 1),
        said(2, "you", '"hello"', 2),
        said(3, "app", '"hi"', 1),
        said(4, "app", '"hi"', 2),
        said(5, "you", '"hello"', 1),
        said(6, "you", '"hello"', 2),
        said(7, "you", '"hello"', 1),
        said(8, "api", '"hello"', 2),
      ]),
    );
    expect(rows.map((row) => row.kind === "message" && [row.by, row.slots])).toEqual([
      ["you", [1, 2]],
      ["app", [1]],
      ["app", [2]],
      ["you", [1, 2]],
      ["you", [1]],
      ["api", [2]],
    ]);
  });

  test("says how many are missing, and keeps no more than a page can draw", () => {
    const { slot, pid, generation } = said(1, "app", "1");
    const gap = { id: 1, at: 1, slot, pid, generation, by: "app", dropped: 70 };
    const { rows } = conversationAfter(NOTHING_HEARD, news([gap], { skipped: 3 }));
    expect(rows).toMatchObject([
      { kind: "skipped", count: 3 },
      { kind: "dropped", count: 70 },
    ]);
    const many = Array.from({ length: ROWS_KEPT + 5 }, (_, index) => said(index + 1, "app", "1"));
    expect(conversationAfter(NOTHING_HEARD, news(many)).rows).toHaveLength(ROWS_KEPT);
  });
});

describe("what one writes", () => {
  test.each([
    ['{"flush":"cache"}', { flush: "cache" }],
    [" [1, null] ", [1, null]],
    ['"words"', "words"],
    ["7", 7],
    ["true", true],
    ["null", null],
  ])("%s is sent as JSON", (draft, payload) => {
    expect(draftMeaning(draft)).toEqual({ kind: "json", payload });
  });

  test("words are sent as a string, and nothing is not sent", () => {
    expect(draftMeaning("flush the cache")).toEqual({ kind: "text", payload: "flush the cache" });
    expect(draftMeaning("  \n")).toEqual({ kind: "nothing" });
  });

  test("what was meant as JSON and is none is refused, and not sent as a string", () => {
    for (const draft of ["{flush: 1}", '["a"', '"half']) {
      expect(draftMeaning(draft)).toMatchObject({ kind: "refused" });
    }
  });

  test("what the supervisor would refuse is refused while it is written", () => {
    expect(draftMeaning('{"a":{"__proto__":1}}')).toEqual({
      kind: "refused",
      problem: 'A message may have no key "__proto__".',
    });
    expect(draftMeaning('{"constructor":{"prototype":{}}}')).toMatchObject({ kind: "refused" });
    expect(draftMeaning('{"constructor":"Fiat"}')).toMatchObject({ kind: "json" });
    expect(draftMeaning("é".repeat(33 * 1024))).toMatchObject({
      kind: "refused",
      problem: "Too long: it has 67 KiB, and 63 KiB is the most.",
    });
  });
});

test("a long message is shown over several lines, a short one or half of one as it is", () => {
  expect(shownJson('{"a":1}')).toBe('{"a":1}');
  const long = { list: Array.from({ length: 30 }, (_, index) => index) };
  expect(shownJson(JSON.stringify(long))).toBe(JSON.stringify(long, null, 2));
  const half = JSON.stringify(long).slice(0, 70);
  expect(shownJson(half)).toBe(half);
});
