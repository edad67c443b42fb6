import { expect, test } from "vitest";
import { filterEvents } from "../../src/events/event-filter.ts";
import { splitLead } from "../../src/events/event-words.ts";
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
