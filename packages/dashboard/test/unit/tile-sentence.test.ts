import { expect, test } from "vitest";
import { sentenceCadence, tileSentence } from "../../src/tiles/tile-sentence.ts";
import { AT, lastExit, row } from "./fixtures.ts";

const UNKNOWN = { inFlight: null, connections: null, threads: null };
const open = (inFlight: number, threads = 0) => ({ inFlight, connections: 20, threads });

/** `laterMs` after the row came in, on both clocks. */
const after = (laterMs: number) => ({ pageMs: 5000 + laterMs, serverMs: AT + laterMs });

test("a worker of which nothing is new says quietly what it is doing", () => {
  expect(tileSentence(row(), open(2), after(0))).toEqual({
    text: "2 in flight · 20 connections",
    tone: "quiet",
  });
  expect(tileSentence(row(), UNKNOWN, after(0))).toBeNull();
  expect(sentenceCadence(row(), after(0))).toBe("never");
});

test("a worker with threads of its own says how many, also where there is no room for the rest", () => {
  expect(tileSentence(row(), open(2, 4), after(0))?.text).toBe(
    "2 in flight · 4 threads · 20 connections",
  );
  expect(tileSentence(row(), open(2, 1), after(0))?.text).toContain("1 thread ·");
});

test("a starting worker says for how long", () => {
  const starting = row({ state: "starting", since: AT - 300, startedAt: AT - 300 });
  expect(tileSentence(starting, UNKNOWN, after(500))?.text).toBe("Starting for 800 ms");
  expect(sentenceCadence(starting, after(500))).toBe("tenth");
  expect(sentenceCadence(starting, after(9_800))).toBe("second");
});

test("a worker that starts after a crash says what it comes after", () => {
  const starting = row({ state: "starting", since: AT, lastExit: lastExit() });
  expect(tileSentence(starting, UNKNOWN, after(1200))?.text).toBe(
    "Starting for 1.2 s · after TypeError: x is not a function",
  );
});

test("a draining worker counts its work and what is left of its grace", () => {
  const draining = row({ state: "draining", deadlineInMs: 5000 });
  expect(tileSentence(draining, open(14), after(1900))).toEqual({
    text: "Draining · 14 in flight · 3.1 s left",
    tone: "warn",
  });
  expect(tileSentence(draining, open(1), after(1900))?.text).toContain("1 in flight");
  expect(tileSentence(draining, UNKNOWN, after(9000))?.text).toBe("Draining · 0.0 s left");
  expect(sentenceCadence(draining, after(1900))).toBe("tenth");
  expect(sentenceCadence(draining, after(9000))).toBe("second");
  const patient = row({ state: "draining", deadlineInMs: 30_000 });
  expect(sentenceCadence(patient, after(0))).toBe("second");
});

test("a worker in backoff says when the next try comes, and how the last one ended", () => {
  const waiting = row({ state: "backoff", pid: null, restartInMs: 3000, lastExit: lastExit() });
  expect(tileSentence(waiting, UNKNOWN, after(600))?.text).toBe(
    "Next try in 2.4 s · exit 1, crashed",
  );
  const killed = lastExit({ code: null, signal: "SIGKILL", cause: "external-signal" });
  expect(
    tileSentence(
      { ...waiting, worker: { ...waiting.worker, lastExit: killed } },
      UNKNOWN,
      after(600),
    )?.text,
  ).toBe("Next try in 2.4 s · SIGKILL, signal from outside");
});

test("a failed worker gives the supervisor's reason, counts nothing, and leaves the error to its own place", () => {
  const failed = row({
    state: "failed",
    pid: null,
    lastExit: lastExit(),
    note: "Crash loop, 5 boots that never got ready in 60 s: TypeError: x is not a function",
  });
  expect(tileSentence(failed, UNKNOWN, after(0))).toEqual({
    text: "Crash loop, 5 boots that never got ready in 60 s",
    tone: "bad",
  });
  expect(sentenceCadence(failed, after(0))).toBe("never");
});

test("a failed worker says what to do, and in place of an error that settled it at once", () => {
  const missing = "Error: Cannot find module 'express'";
  const install = "install it where the app is (npm install express), then retry the worker";
  const looping = row({
    state: "failed",
    pid: null,
    lastExit: lastExit({ cause: "boot-failure", detail: missing, hint: install }),
    note: `Crash loop, 5 boots that never got ready in 60 s: ${missing}: ${install}`,
  });
  expect(tileSentence(looping, UNKNOWN, after(0))?.text).toBe(
    `Crash loop, 5 boots that never got ready in 60 s · ${install}`,
  );
  const port = row({
    state: "failed",
    pid: null,
    lastExit: lastExit({
      detail: "port 80 is taken (EADDRINUSE)",
      hint: "stop what listens there",
    }),
    note: "Port 80 is taken (EADDRINUSE): stop what listens there",
  });
  expect(tileSentence(port, UNKNOWN, after(0))?.text).toBe("Stop what listens there");
  // Another process of the slot has ended since: the note stands for itself.
  const other = { ...port.worker, lastExit: lastExit({ cause: "reload", detail: "replaced" }) };
  expect(tileSentence({ ...port, worker: other }, UNKNOWN, after(0))?.text).toBe(port.worker.note);
});

test("a blocked worker says for how long at least", () => {
  const blocked = row({ state: "unresponsive", since: AT - 6000, note: "Event loop blocked" });
  expect(tileSentence(blocked, UNKNOWN, after(200))).toEqual({
    text: "Event loop blocked · for over 6.2 s",
    tone: "stuck",
  });
  // It may last for hours: each drawing costs the page a frame.
  expect(sentenceCadence(blocked, after(0))).toBe("second");
});

test("a worker that took over after a kill says how fast, as long as it is news", () => {
  const replaced = row({
    replacedInMs: 64,
    note: "SIGKILL by you",
    lastExit: lastExit({ code: null, signal: "SIGKILL", cause: "command" }),
  });
  expect(tileSentence(replaced, open(0), after(0))).toEqual({
    text: "SIGKILL by you · replaced in 64 ms",
    tone: "good",
  });
  expect(tileSentence(replaced, open(0), after(600_000))).toEqual({
    text: "0 in flight · 20 connections",
    tone: "quiet",
  });
});

test("a crash stays told in the colour of one while it is news", () => {
  const crashed = row({ replacedInMs: 80, note: "out of heap", lastExit: lastExit() });
  expect(tileSentence(crashed, open(0), after(0))?.tone).toBe("bad");
});

test("a replacement that is coming up is told on the worker it will replace", () => {
  const replaced = row({
    successor: { pid: 4010, generation: 3, since: AT - 400, deadlineInMs: 30_000 },
  });
  expect(tileSentence(replaced, open(0), after(100))?.text).toBe(
    "Replacement g3 starting for 500 ms",
  );
});

test("a process that finishes its work beside the new one is told with its grace", () => {
  const taken = row({
    generation: 2,
    retiring: [{ pid: 4001, generation: 1, since: AT, deadlineInMs: 5000 }],
  });
  expect(tileSentence(taken, open(0), after(1000))?.text).toBe("g1 finishes its work · 4.0 s left");
});
