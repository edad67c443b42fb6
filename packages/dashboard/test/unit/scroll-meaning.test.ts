import { expect, test } from "vitest";
import { scrollMeaning } from "../../src/detail/log/scroll-meaning.ts";

const upward = { isFollowing: true, movedPx: -40, fromEndPx: 40, sinceOwnMs: 1000 };
const toTheEnd = { isFollowing: false, movedPx: 40, fromEndPx: 0, sinceOwnMs: 1000 };

test("a log that is scrolled up leaves its end, and comes back to it as it is scrolled down", () => {
  expect(scrollMeaning(upward)).toBe("leave");
  expect(scrollMeaning(toTheEnd)).toBe("reach");
  expect(scrollMeaning({ ...upward, movedPx: 40 })).toBeNull();
  expect(scrollMeaning({ ...toTheEnd, fromEndPx: 40 })).toBeNull();
  expect(scrollMeaning({ ...toTheEnd, movedPx: -40 })).toBeNull();
});

test("a zoomed page that ends a fraction of a pixel early is at its end", () => {
  expect(scrollMeaning({ ...toTheEnd, fromEndPx: 0.4 })).toBe("reach");
  expect(scrollMeaning({ ...upward, fromEndPx: 0.4 })).toBeNull();
});

test("a scroll of the page's own, such as to a match near the end, says nothing of the reader", () => {
  expect(scrollMeaning({ ...toTheEnd, sinceOwnMs: 16 })).toBeNull();
  expect(scrollMeaning({ ...upward, sinceOwnMs: 16 })).toBeNull();
});
