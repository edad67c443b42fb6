import type { EventKind, FleetEvent } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import {
  FINISHED_NEWS_MS,
  newestReloadEvent,
  reloadAnnouncement,
  reloadStage,
} from "../../src/controls/reload-stage.ts";
import { AT } from "./fixtures.ts";

const NEVER_READ = -Infinity;
const going = (done: number, total: number) => ({
  id: 1,
  phase: "starting" as const,
  files: [] as string[],
  done,
  total,
});

function event(kind: EventKind, changes: Partial<FleetEvent> = {}): FleetEvent {
  return {
    id: 1,
    at: AT,
    kind,
    severity: "info",
    slot: null,
    pid: null,
    generation: null,
    by: "you",
    message: "reload finished, 8 of 8",
    ...changes,
  };
}

const STOPPED = event("reload:failed", { slot: 3, message: "reload stopped: boom" });

test("while a reload goes on, its count is shown, whatever ended before", () => {
  expect(reloadStage(going(3, 8), STOPPED, AT, NEVER_READ)).toEqual({
    at: "going",
    done: 3,
    total: 8,
    cause: null,
  });
});

test("a reload that a saved file has caused names it", () => {
  const saved = { ...going(3, 8), files: ["server.js", "lib/a.js"] };
  const stage = reloadStage(saved, null, AT, NEVER_READ);
  expect(stage).toMatchObject({ cause: "server.js, lib/a.js changed" });
  expect(reloadAnnouncement(stage)).toMatch(/^server.js, lib\/a.js changed. Reloading workers/);
});

test("a finished reload is said for a moment", () => {
  const finished = event("reload:finished");
  expect(reloadStage(null, finished, AT + 100, NEVER_READ)).toEqual({
    at: "finished",
    text: "Reload finished, 8 of 8",
  });
  expect(reloadStage(null, finished, AT + FINISHED_NEWS_MS, NEVER_READ)).toEqual({ at: "rest" });
});

test("a finished reload whose moment is over is at rest, though the clocks disagree", () => {
  expect(reloadStage(null, event("reload:finished"), AT - 50, AT)).toEqual({ at: "rest" });
});

test("a stopped reload is said with its reason until it has been read", () => {
  const stage = reloadStage(null, STOPPED, AT + 3_600_000, NEVER_READ);
  expect(stage).toEqual({
    at: "stopped",
    text: "Worker 3: reload stopped: boom",
    endedAt: AT,
  });
  expect(reloadStage(null, STOPPED, AT + 3_600_000, AT)).toEqual({ at: "rest" });
});

test("a reload that stops after the one that was read about is news again", () => {
  const again = { ...STOPPED, at: AT + 5000 };
  expect(reloadStage(null, again, AT + 5000, AT).at).toBe("stopped");
});

test("without a reload there is nothing to say", () => {
  expect(reloadStage(null, null, AT, NEVER_READ)).toEqual({ at: "rest" });
  expect(reloadStage(null, event("reload:started"), AT, NEVER_READ)).toEqual({ at: "rest" });
});

test("of all events the newest about a reload counts", () => {
  const events = [event("worker:died"), STOPPED, event("reload:started")];
  expect(newestReloadEvent(events)).toBe(STOPPED);
  expect(newestReloadEvent([event("worker:died")])).toBeNull();
});

test("a screen reader is told each worker of a few, and eighths of many", () => {
  const told = (done: number, total: number) =>
    reloadAnnouncement({ at: "going", done, total, cause: null });
  expect(told(3, 8)).toBe("Reloading workers: 3 of 8 done.");
  expect(new Set(Array.from({ length: 257 }, (_, done) => told(done, 256))).size).toBe(9);
});

test("a screen reader is told the end once: a stopped reload is an alert of its own", () => {
  expect(reloadAnnouncement({ at: "finished", text: "Reload finished, 8 of 8" })).toBe(
    "Reload finished, 8 of 8",
  );
  expect(reloadAnnouncement({ at: "stopped", text: "boom", endedAt: AT })).toBe("");
  expect(reloadAnnouncement({ at: "rest" })).toBe("");
});
