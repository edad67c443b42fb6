import { expect, test } from "vitest";
import { filterEvents } from "../../src/events/event-filter.ts";
import { eventKey, nextRow } from "../../src/events/event-keys.ts";
import { eventsText } from "../../src/events/event-text.ts";
import { splitLead } from "../../src/events/event-words.ts";
import { searchWords, wordPlaces } from "../../src/events/word-places.ts";
import { textParts } from "../../src/format/text-parts.ts";
import { event } from "./fixtures.ts";

const events = [
  event(5, { kind: "worker:died", slot: 6, by: "app", message: "TypeError: no config" }),
  event(4, { kind: "worker:ended", slot: 3, by: "you", message: "SIGKILL by you" }),
  event(3, { kind: "worker:serving", slot: 3, by: "app" }),
  event(2, { kind: "fleet:scaled", slot: null, by: "api", message: "scaled 4 → 6" }),
  event(1, { kind: "supervisor:started", slot: null, by: "supervisor" }),
];
const ids = (...parameters: Parameters<typeof filterEvents>) =>
  filterEvents(...parameters).map(({ id }) => id);

test("all is all, and keeps the list's reference", () => {
  expect(filterEvents(events, "all", " ")).toBe(events);
});

test("crashes are what nobody asked for", () => {
  expect(ids(events, "crashes", "")).toEqual([5]);
});

test("a wait before the next try is part of a crash, and a recycling is not", () => {
  const backoff = event(7, { kind: "worker:backoff" });
  const recycled = event(6, { kind: "worker:recycled" });
  expect(filterEvents([backoff, recycled], "crashes", "")).toEqual([backoff]);
});

test("commands are what someone did, and what came of it", () => {
  expect(ids(events, "commands", "")).toEqual([4, 2]);
});

test("every word of a search must be there, in any case", () => {
  expect(ids(events, "all", "typeerror CONFIG")).toEqual([5]);
  expect(ids(events, "all", "#3")).toEqual([4, 3]);
  expect(ids(events, "crashes", "sigkill")).toEqual([]);
});

test("what happened is told apart from why", () => {
  expect(splitLead("exited with 1: TypeError: no config")).toEqual({
    lead: "exited with 1:",
    rest: " TypeError: no config",
  });
  expect(splitLead("took over")).toEqual({ lead: "took over", rest: "" });
});

test("what a search has found is marked, in the text's own letters", () => {
  const marked = (text: string, search: string) =>
    textParts(text, wordPlaces(text, searchWords(search)))
      .map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part))
      .join("");
  expect(marked("was sent SIGKILL", "sigkill SENT")).toBe("was [sent] [SIGKILL]");
  expect(marked("aaa ab", "aa ab")).toBe("[aaa] [ab]");
  expect(marked("nothing here", "else")).toBe("nothing here");
  expect(marked("", "x")).toBe("");
});

test("copied events are a line each, with the exact time and who caused it", () => {
  const [died, , , scaled] = events;
  if (died === undefined || scaled === undefined) throw new Error("an event is missing");
  expect(eventsText([died, scaled])).toBe(
    [
      "2023-11-14T22:13:20.005Z  #6 g1 pid 4001  TypeError: no config (by the app)\n",
      "2023-11-14T22:13:20.002Z  g1 pid 4001  scaled 4 → 6 (by the API)\n",
    ].join(""),
  );
});

test("the keys of a row move, open and copy, and stay at the ends of the list", () => {
  const bare = { ctrlKey: false, metaKey: false, altKey: false };
  expect(eventKey({ ...bare, key: "ArrowDown" })).toEqual({ type: "move", to: "down" });
  expect(eventKey({ ...bare, key: "C" })).toEqual({ type: "copy" });
  expect(eventKey({ ...bare, key: "c", ctrlKey: true })).toBeNull();
  expect([nextRow(0, 3, "up"), nextRow(0, 3, "down"), nextRow(2, 3, "down")]).toEqual([0, 1, 2]);
  expect([nextRow(1, 3, "first"), nextRow(1, 3, "last")]).toEqual([0, 2]);
});
