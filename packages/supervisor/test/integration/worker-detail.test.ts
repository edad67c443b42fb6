import {
  Recording,
  RECORDING_PATH,
  WORKER_METRIC_NAMES,
  WorkerDetail,
  WORKERS_PATH,
} from "@clusterdeck/shared";
import type { Supervisor } from "@clusterdeck/testkit";
import { Compile } from "typebox/compile";
import { describe, expect, vi } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

const SOON = { timeout: 10_000, interval: 50 };
const isDetail = Compile(WorkerDetail);
const isRecording = Compile(Recording);

async function detailOf(supervisor: Supervisor, slot: number): Promise<WorkerDetail> {
  const answer = await supervisor.request(`${WORKERS_PATH}/${slot}`);
  expect(answer.status).toBe(200);
  const detail: unknown = await answer.json();
  expect(isDetail.Errors(detail)).toEqual([]);
  return detail as WorkerDetail;
}

async function recordingOf(supervisor: Supervisor): Promise<Recording> {
  const answer = await supervisor.request(RECORDING_PATH);
  expect(answer.headers.get("content-type")).toContain("application/json");
  const recording: unknown = await answer.json();
  expect(isRecording.Errors(recording)).toEqual([]);
  return recording as Recording;
}

describe("all about one worker", () => {
  test("is every figure of the last seconds, in columns of one length", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    await vi.waitFor(async () => {
      const { columns } = await detailOf(supervisor, 2);
      const lengths = WORKER_METRIC_NAMES.map((name) => columns[name].length);
      expect(new Set(lengths).size).toBe(1);
      expect(columns.rssBytes.at(-1)).toBeGreaterThan(1e6);
      expect(columns.heapUsedBytes.at(-1)).toBeGreaterThan(1e6);
      expect(columns.threads.at(-1)).toBe(0);
    }, SOON);
  });

  test("has each of its earlier processes, newest first, with how and why it ended", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("throws-on-request.js"), workers: 1 });
    const { workers } = await supervisor.serving(1);
    await supervisor.command({ type: "kill", slot: 1 });
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    await ask(supervisor).catch(() => {});
    await vi.waitFor(async () => {
      expect((await detailOf(supervisor, 1)).lives).toHaveLength(2);
    }, SOON);
    const { lives } = await detailOf(supervisor, 1);
    expect(lives[0]).toMatchObject({ generation: 2, code: 1, cause: "crash", by: "app" });
    expect(lives[0]?.stderrTail.join("\n")).toContain("Error");
    expect(lives[1]).toMatchObject({
      generation: 1,
      pid: workers[0]?.pid,
      signal: "SIGKILL",
      cause: "command",
      by: "api",
    });
  });

  test("of a slot that was scaled away can still be had", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    await supervisor.command({ type: "scale", target: 1 });
    await supervisor.log.next((line) => line.event === "worker:ended" && line.slot === 2);
    const { lives } = await detailOf(supervisor, 2);
    expect(lives).toMatchObject([{ generation: 1, cause: "scale-down" }]);
  });

  test.for([
    ["7", 404, "no-such-slot"],
    ["0", 400, "malformed"],
    ["-1", 400, "malformed"],
    ["one", 400, "malformed"],
    ["1e3", 400, "malformed"],
    ["%2e%2e", 404, "not-found"],
    ["9999999", 400, "malformed"],
  ] as const)("slot %s is answered %i", async ([slot, status, code], { supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
    const answer = await supervisor.request(`${WORKERS_PATH}/${slot}`);
    expect(await answer.json()).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
  });
});

describe("a recording", () => {
  test("holds state, events, metrics, past lives and logs of every slot", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("writes-markup.js"), workers: 3 });
    await supervisor.serving(3);
    await supervisor.command({ type: "kill", slot: 2 });
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    // The youngest process is the one that goes.
    await supervisor.command({ type: "scale", target: 2 });
    await supervisor.log.next((line) => line.event === "worker:ended" && line.generation === 2);
    await vi.waitFor(async () => {
      const { columns } = await detailOf(supervisor, 3);
      expect(columns.rssBytes.length).toBeGreaterThan(0);
    }, SOON);

    const { snapshot, details, logs } = await recordingOf(supervisor);
    expect(snapshot.workers.map(({ slot }) => slot)).toEqual([1, 3]);
    expect(snapshot.history.events.map(({ kind }) => kind)).toContain("fleet:scaled");
    expect(details.map(({ slot }) => slot)).toEqual([1, 2, 3]);
    expect(details[1]?.lives).toMatchObject([
      { generation: 2, cause: "scale-down" },
      { generation: 1, signal: "SIGKILL" },
    ]);
    expect(logs.length).toBeGreaterThan(0);
  });

  test("can be had before there is anything to record", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 0 });
    const { snapshot, details, logs } = await recordingOf(supervisor);
    expect([snapshot.workers, details, logs]).toEqual([[], [], []]);
  });

  test("and a worker's figures are told to nobody without the token", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
    for (const path of [RECORDING_PATH, `${WORKERS_PATH}/1`]) {
      const answer = await fetch(new URL(path, supervisor.origin));
      expect(answer.status).toBe(401);
      const foreign = { headers: { origin: "http://evil.example" } };
      expect((await supervisor.request(path, foreign)).status).toBe(403);
    }
  });
});
