import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LogLine, Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { killed } from "./support/kill.ts";
import { ask, fixture, test } from "./support/supervise.ts";

const APP = fixture("shares-state.js");

interface Answer {
  value?: unknown;
  error?: { name: string; code: string; message: string };
}

/** Has some worker call a function of the module. */
async function call(supervisor: Supervisor, name: string, ...parts: unknown[]): Promise<Answer> {
  const query = new URLSearchParams({ with: JSON.stringify(parts) });
  return JSON.parse(await ask(supervisor, `/${name}?${query.toString()}`)) as Answer;
}

/** So many of the workers' lines that begin with a word, as what they tell. */
async function told(supervisor: Supervisor, word: string, count: number): Promise<unknown[]> {
  const lines: string[] = [];
  const fits = ({ event, line }: LogLine) => {
    if (event === "output" && line?.startsWith(`${word} `) === true) lines.push(line);
    return lines.length === count;
  };
  await supervisor.log.next(fits);
  return lines.map((line) => JSON.parse(line.slice(word.length + 1)) as unknown);
}

describe("clusterdeck/worker", () => {
  test("100,000 increments from 8 workers at once are counted exactly", async ({ supervise }) => {
    const supervisor = await supervise({ entry: APP, workers: 8 });
    await supervisor.serving(8);
    const startMs = performance.now();
    await call(supervisor, "broadcast", { kind: "count", name: "hits", times: 12_500 });
    const counted = (await told(supervisor, "counted", 8)) as {
      isRising: boolean;
      total: number;
    }[];
    console.log(`100,000 increments took ${Math.round(performance.now() - startMs)} ms`);
    expect(await call(supervisor, "count", "hits")).toEqual({ value: 100_000 });
    // Each sum from 1 to 100,000 was given to one worker alone.
    const total = counted.reduce((sum, each) => sum + each.total, 0);
    expect(total).toBe((100_000 * 100_001) / 2);
    expect(counted.every(({ isRising }) => isRising)).toBe(true);
  });

  test("workers are killed while they count: no increment that was answered is lost", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: APP, workers: 2 });
    await supervisor.serving(2);
    let answered = 0;
    let unanswered = 0;
    const kills = new AbortController();
    const lane = async () => {
      while (!kills.signal.aborted) {
        await call(supervisor, "increment", "hits").then(
          () => (answered += 1),
          () => (unanswered += 1),
        );
      }
    };
    const lanes = Array.from({ length: 8 }, lane);
    for (const slot of [1, 2, 1, 2]) await killed(supervisor, slot);
    kills.abort();
    await Promise.all(lanes);
    const { value } = await call(supervisor, "count", "hits");
    expect(answered).toBeGreaterThan(0);
    expect(value).toBeGreaterThanOrEqual(answered);
    expect(value).toBeLessThanOrEqual(answered + unanswered);
  });

  test("a broadcast reaches every worker, the spare too, whatever a listener throws", async ({
    supervise,
  }) => {
    const flags = ["--spares", "1"];
    const supervisor = await supervise({ entry: APP, workers: 3, flags });
    await supervisor.serving(3);
    expect(await call(supervisor, "broadcast", { kind: "fail" })).toEqual({ value: 4 });
    expect(await told(supervisor, "heard", 4)).toEqual(Array.from({ length: 4 }, () => "fail"));
    expect(await told(supervisor, "uncaught", 4)).toContain("a listener broke");
  });

  test("a worker that reads nothing is left out of broadcasts, and not counted", async ({
    supervise,
    folder,
  }) => {
    const supervisor = await supervise({ entry: APP, workers: 2 });
    const { workers } = await supervisor.serving(2);
    const [deaf, loud] = workers.map(({ pid }) => pid);
    const flood = { text: "x".repeat(16_000), times: 200, doneFile: join(folder, "done") };
    await call(supervisor, "broadcast", { kind: "flood", deaf, loud, ...flood });
    const [reached] = (await told(supervisor, "flooded", 1)) as [number[]];
    const both = reached.filter((count) => count === 2).length;
    expect(both).toBeLessThan(200);
    expect(reached.at(-1)).toBe(1);
    // Once it reads again it is told again; what it has heard is what was counted.
    await vi.waitFor(async () =>
      expect(await call(supervisor, "broadcast", { kind: "end" })).toEqual({ value: 2 }),
    );
    const hasHeard = (notes: number) =>
      supervisor.log.next(({ event, line }) => event === "output" && line === `notes ${notes}`);
    await Promise.all([hasHeard(both), hasHeard(200)]);
  });

  test("a value that one worker sets is there for all, and outlives its worker", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: APP, workers: 2 });
    await supervisor.serving(2);
    const value = { list: [1, null, "ä"], ["__proto__"]: { isAdmin: true } };
    await call(supervisor, "set", "session", value);
    await killed(supervisor, 1);
    await killed(supervisor, 2);
    const kept = await call(supervisor, "get", "session");
    expect(JSON.stringify(kept.value)).toBe(JSON.stringify(value));
    expect(await call(supervisor, "delete", "session")).toEqual({ value: true });
    expect(await call(supervisor, "delete", "session")).toEqual({ value: false });
    expect(await call(supervisor, "get", "session")).toEqual({});
    expect(await call(supervisor, "isSupervised")).toEqual({ value: true });
  });

  test("what is asked beyond the bounds is refused with what to do, and the rest goes on", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: APP, workers: 1 });
    await supervisor.serving(1);
    const refused = async (name: string, ...parts: unknown[]) =>
      (await call(supervisor, name, ...parts)).error;
    // A longer one would not pass in a request's path.
    const long = "ä".repeat(1_000);
    expect(await refused("set", long, 1)).toMatchObject({
      name: "SharedStateError",
      code: "invalid-key",
    });
    expect(await refused("set", "", 1)).toMatchObject({ code: "invalid-key" });
    expect(await refused("set", 7, 1)).toMatchObject({ code: "invalid-key" });
    expect(await refused("set", "nothing")).toMatchObject({ code: "invalid-value" });
    expect(await refused("increment", "hits", 0.5)).toMatchObject({ code: "invalid-increment" });
    await call(supervisor, "set", "name", "Ada");
    expect(await refused("increment", "name")).toMatchObject({ code: "not-a-number" });
    expect(await refused("count", "name")).toMatchObject({ code: "not-a-number" });
    await call(supervisor, "set", "nothing", null);
    expect(await refused("increment", "nothing")).toMatchObject({ code: "not-a-number" });
    expect(await refused("count", "nothing")).toMatchObject({ code: "not-a-number" });
    expect(await call(supervisor, "count", "hits")).toEqual({ value: 0 });
    expect(await call(supervisor, "increment", "hits", 2)).toEqual({ value: 2 });
    expect(await call(supervisor, "increment", "hits", -3)).toEqual({ value: -1 });
  });

  test("a script that waits for an answer is kept alive by that alone", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("counts-and-ends.js"), workers: 1 });
    expect(await told(supervisor, "counted", 1)).toEqual([100]);
  });

  test("threads of a worker are refused and told to have the main thread ask, whatever they are given", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("asks-from-threads.js"), workers: 1 });
    const [[main, ...threads]] = (await told(supervisor, "said", 1)) as [object[]];
    expect(main).toEqual({ isSupervised: true, counted: 1, heard: "function" });
    const refused = {
      name: "SharedStateError",
      code: "in-a-thread",
      message: expect.stringContaining("main thread") as string,
    };
    const said = { isSupervised: true, counted: refused, heard: refused };
    expect(threads).toEqual([said, said]);
  });

  test("without a supervisor it all works in the one process", async () => {
    const program = `
      import { broadcast, counter, isSupervised, onBroadcast, store } from "clusterdeck/worker";
      const heard = new Promise((resolve) => onBroadcast(resolve));
      await store.set("a", { b: 1 });
      const sums = await Promise.all([1, 2, 3].map(() => counter("hits").increment()));
      const reached = await broadcast("hello");
      console.log(JSON.stringify([isSupervised, await store.get("a"), sums, reached, await heard]));
    `;
    const flags = ["--input-type=module", "--eval", program];
    const cwd = join(import.meta.dirname, "../..");
    const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd });
    expect(JSON.parse(stdout)).toEqual([false, { b: 1 }, [1, 2, 3], 1, "hello"]);
  });
});

test("the example for shared state counts over its workers, and tells all of a new greeting", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: "examples/shared-state/server.js", workers: 2 });
  await supervisor.serving(2);
  expect(await ask(supervisor)).toMatch(/^Hello, visit 1, /);
  expect(await ask(supervisor)).toMatch(/^Hello, visit 2, /);
  expect(await ask(supervisor, "/greeting?is=Bonjour")).toBe("told 2 workers\n");
  await killed(supervisor, 1);
  await killed(supervisor, 2);
  expect(await ask(supervisor)).toMatch(/^Bonjour, visit 3, /);
});
