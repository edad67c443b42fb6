import { WORKER_METRIC_NAMES, type Recording, type WorkerDetail } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import type { DeckContextValue } from "../../src/deck-context.ts";
import { LIVE, type OpenRecording } from "../../src/recording/deck-source.ts";
import { readRecording } from "../../src/recording/read-recording.ts";
import { recordedDeck } from "../../src/recording/recorded-deck.ts";
import {
  LARGEST_FILE_BYTES,
  recordingFileName,
  sizeProblem,
} from "../../src/recording/recording-file.ts";
import { pageTitle } from "../../src/recording/recording-title.ts";
import { fleetLock, staleSinceMs } from "../../src/store/selectors.ts";
import { WHOLE_VIEW, type View } from "../../src/view/view.ts";
import { AT, event, lastExit, moved, snapshot, worker } from "./fixtures.ts";

const columns = Object.fromEntries(
  WORKER_METRIC_NAMES.map((name) => [name, [1, null]]),
) as unknown as WorkerDetail["columns"];

function recording(changes: Partial<Recording> = {}): Recording {
  const { history, ...rest } = snapshot({ workers: [worker({ lastExit: lastExit() })] });
  return {
    format: "clusterdeck-recording",
    version: 1,
    snapshot: { ...rest, history: { ...history, transitions: [moved(AT)], events: [event(1)] } },
    details: [{ epoch: "one", slot: 1, endsAt: AT, columns, lives: [lastExit()] }],
    logs: [
      { id: 1, at: AT, slot: 1, pid: 4001, generation: 1, stream: "stdout", text: "GET / 200" },
      { id: 2, at: AT, slot: 1, pid: 4001, generation: 1, stream: "stderr", dropped: 7 },
    ],
    ...changes,
  };
}

const opened = (one: Recording): OpenRecording => ({ kind: "recording", id: 1, recording: one });
const read = (value: unknown) => readRecording(JSON.stringify(value));
const problem = (value: unknown) => {
  const reading = read(value);
  return reading.ok ? null : reading.problem;
};

test("a recording comes back from its file as it was", () => {
  expect(read(recording())).toEqual({ ok: true, recording: recording() });
});

test("what a later version adds is no reason against a recording", () => {
  expect(problem({ ...recording(), weather: "fair" })).toBeNull();
});

test("what is no recording is told apart: no JSON, of something else, of a newer version", () => {
  expect(readRecording("<html>")).toEqual({ ok: false, problem: "it is not JSON." });
  for (const other of [null, 7, [], {}, { format: "har" }]) {
    expect(problem(other)).toContain("not a recording of clusterdeck");
  }
  expect(problem({ ...recording(), version: 2, snapshot: {} })).toContain(
    "newer clusterdeck (version 2 of the format; this page knows up to 1)",
  );
  const { snapshot: ours } = recording();
  expect(problem({ ...recording(), snapshot: { ...ours, protocol: 9 } })).toContain(
    "newer clusterdeck (version 9 of the protocol; this page knows up to 1)",
  );
});

test("a damaged recording is refused, with the place where it does not fit", () => {
  const { snapshot: ours } = recording();
  const [first = worker()] = ours.workers;
  const withWorkers = (workers: readonly unknown[]) =>
    problem({ ...recording(), snapshot: { ...ours, workers } });
  expect(withWorkers([{ ...first, state: "happy" }])).toContain("/snapshot/workers/0/state");
  expect(withWorkers([first, first])).toContain("two workers in one slot");
  expect(problem({ ...recording(), snapshot: { ...ours, at: 1e300 } })).toContain("/snapshot/at");
  expect(problem({ ...recording(), logs: [{ text: "x" }] })).toContain("/logs/0");
  const { details: _details, ...rest } = recording();
  expect(problem(rest)).toContain("damaged");
});

test("a recording that holds more than a supervisor keeps, or a time that no clock shows, is refused", () => {
  const { snapshot: ours, details, logs } = recording();
  const [detail] = details;
  const [line] = logs;
  const times = <T>(count: number, item: T) => Array.from({ length: count }, () => item);
  const withHistory = (changes: object) =>
    problem(recording({ snapshot: { ...ours, history: { ...ours.history, ...changes } } }));
  const withSnapshot = (changes: object) =>
    problem(recording({ snapshot: { ...ours, ...changes } }));
  const withDetail = (changes: object) =>
    problem({ ...recording(), details: [{ ...detail, ...changes }] });
  const withLine = (changes: object) =>
    problem({ ...recording(), logs: [{ ...line, ...changes }] });

  expect(withSnapshot({ workers: times(1041, worker()) })).toBe(
    "it is damaged: /snapshot/workers has 1041 entries, and there are 1040 at most.",
  );
  expect(
    withHistory({ transitions: times(5000, moved(AT)), events: times(500, event(1)) }),
  ).toBeNull();
  expect(withHistory({ transitions: times(5001, moved(AT)) })).toContain("5001 entries");
  expect(withHistory({ events: times(501, event(1)) })).toContain(
    "/snapshot/history/events has 501",
  );
  expect(problem({ ...recording(), logs: times(128_001, line) })).toContain("/logs has 128001");
  expect(withDetail({ columns: { ...columns, rssBytes: times(301, 1) } })).toContain(
    "/details/0/columns/rssBytes has 301 entries, and there are 300 at most",
  );
  expect(withDetail({ lives: [{ ...lastExit(), stderrTail: times(51, "x") }] })).toContain(
    "/details/0/lives/0/stderrTail has 51",
  );
  expect(withLine({ text: "x".repeat(16_385) })).toContain("/logs/0/text has 16385 characters");

  expect(withHistory({ transitions: [{ ...moved(AT), slot: 1041 }] })).toBe(
    "it is damaged: /snapshot/history/transitions/0/slot is 1041, and it goes from 1 to 1040.",
  );
  expect(withDetail({ slot: 1e9 })).toContain("/details/0/slot");
  expect(withLine({ slot: 0 })).toContain("/logs/0/slot");
  expect(withSnapshot({ target: 1e9 })).toContain("/snapshot/target");
  for (const at of [8.64e15, -1]) expect(withSnapshot({ at })).toContain("/snapshot/at");
  expect(withDetail({ endsAt: 8.64e15 })).toContain("/details/0/endsAt");
});

test("a name of the language's own, and nesting without end, get an answer as well", () => {
  expect(problem({ ...recording(), constructor: 1e20 })).toBeNull();
  const deep = "[".repeat(100) + "]".repeat(100);
  const text = JSON.stringify({ ...recording(), odd: 0 }).replace('"odd":0', `"odd":${deep}`);
  expect(readRecording(text)).toMatchObject({ problem: expect.stringContaining("nested deeper") });
});

test("a file that is empty or too large is not even read", () => {
  expect(sizeProblem(0)).toContain("empty");
  expect(sizeProblem(LARGEST_FILE_BYTES)).toBeNull();
  expect(sizeProblem(LARGEST_FILE_BYTES + 1)).toContain("64 MB at most");
});

test("a saved file is named after the app and the time, in letters that any file system takes", () => {
  const at = new Date(2026, 10, 5, 4, 2, 9).getTime();
  expect(recordingFileName("server.js", at)).toBe("clusterdeck-server.js-2026-11-05-04-02-09.json");
  expect(recordingFileName("../a b\\c:d", at)).toBe("clusterdeck-a-b-c-d-2026-11-05-04-02-09.json");
  expect(recordingFileName("", at)).toBe("clusterdeck-2026-11-05-04-02-09.json");
});

test("the page shows a recording as it was: its clock stands still, and no command can be given", () => {
  const view = createStore(() => ({ ...WHOLE_VIEW, worker: 7, theme: "light" as const }));
  const live = { view, source: LIVE } as unknown as DeckContextValue;
  const shown = recordedDeck(live, opened(recording()));
  const state = shown.store.getState();

  expect(state.deck?.workers.map(({ slot }) => slot)).toEqual([1]);
  expect(shown.clock.nowMs() + (state.deck?.clockOffsetMs ?? 0)).toBe(AT);
  expect(shown.clock.beatMs("second")).toBe(shown.clock.nowMs());
  expect(staleSinceMs(state.connection)).toBeNull();
  expect(fleetLock(state)).toContain("recording");
  shown.commands.run({ type: "fork" });
  expect(shown.commands.statuses.getState()["fork:fleet"]).toMatchObject({ phase: "failed" });
});

test("what is looked at in a recording leaves the live page's view alone, but for the theme", () => {
  const view = createStore<View>(() => ({ ...WHOLE_VIEW, worker: 7, theme: "light" }));
  const live = { view, source: LIVE } as unknown as DeckContextValue;
  const shown = recordedDeck(live, opened(recording()));
  expect(shown.view.getState()).toEqual({ ...WHOLE_VIEW, theme: "light" });
  shown.view.setState({ worker: 1, theme: null });
  expect(view.getState()).toMatchObject({ worker: 7, theme: null });
  view.setState({ worker: 2, theme: "dark" });
  expect(shown.view.getState()).toMatchObject({ worker: 1, theme: "dark" });
});

test("the tab says that it shows a recording, and of when", () => {
  const at = new Date(2026, 10, 5, 14, 2, 31).getTime();
  const taken = recording({ snapshot: { ...recording().snapshot, at } });
  expect(pageTitle("server.js", LIVE)).toBe("server.js · clusterdeck");
  expect(pageTitle(null, LIVE)).toBe("clusterdeck");
  expect(pageTitle("server.js", opened(taken))).toBe(
    "Recording 14:02:31 · server.js · clusterdeck",
  );
});
