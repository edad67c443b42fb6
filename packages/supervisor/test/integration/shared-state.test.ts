import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { killed } from "./support/kill.ts";
import { ask, fixture, test } from "./support/supervise.ts";

const run = promisify(execFile);
const entry = fixture("shares-state.js");

interface Answer {
  readonly pid: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly code: string; readonly message: string };
}

/** Has a worker, whichever, call a function of the module. */
async function call(supervisor: Supervisor, name: string, ...parts: unknown[]): Promise<Answer> {
  const path = `/${name}?with=${encodeURIComponent(JSON.stringify(parts))}`;
  return JSON.parse(await ask(supervisor, path)) as Answer;
}

/** The same, by every worker: asked until each has answered once. */
async function callInEach(
  supervisor: Supervisor,
  workers: number,
  name: string,
  ...parts: unknown[]
): Promise<ReadonlyMap<number, unknown>> {
  const values = new Map<number, unknown>();
  while (values.size < workers) {
    const { pid, value } = await call(supervisor, name, ...parts);
    values.set(pid, value);
  }
  return values;
}

describe("clusterdeck/worker", () => {
  test("100,000 increments from 8 workers are 100,000", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 8 });
    await supervisor.serving(8);
    const batches = 80;
    const seen = await Promise.all(
      Array.from({ length: batches }, () =>
        call(supervisor, "incrementTimes", "visits", 100_000 / batches),
      ),
    );
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(8);
    expect((await call(supervisor, "count", "visits")).value).toBe(100_000);
  }, 60_000);

  test("what one worker sets another reads, and it outlives them", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    await call(supervisor, "set", "user", { name: "Ada", tags: [1, null] });
    const read = await callInEach(supervisor, 2, "get", "user");
    for (const value of read.values()) expect(value).toEqual({ name: "Ada", tags: [1, null] });
    await killed(supervisor, 1);
    await killed(supervisor, 2);
    expect((await call(supervisor, "get", "user")).value).toMatchObject({ name: "Ada" });
    expect((await call(supervisor, "delete", "user")).value).toBe(true);
    expect((await call(supervisor, "get", "user")).value).toBeUndefined();
  });

  test("every increment that was answered is in the count when its worker is killed amid many", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    const endless = call(supervisor, "incrementForEver", "sum").catch(() => "cut off");
    const first = await supervisor.log.next(({ line }) => line?.startsWith("counted ") === true);
    await killed(supervisor, first.slot ?? 0);
    expect(await endless).toBe("cut off");
    const told = supervisor.log.lines.filter(({ line }) => line?.startsWith("counted "));
    const count = Number((await call(supervisor, "count", "sum")).value);
    // The last one may have been done and its answer not been written.
    expect(count - told.length).toBeGreaterThanOrEqual(0);
    expect(count - told.length).toBeLessThanOrEqual(5);
  });

  test("a broadcast reaches every worker, the sender too, past a listener that throws", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 3 });
    await supervisor.serving(3);
    expect((await call(supervisor, "broadcast", "throw")).value).toBe(3);
    expect((await call(supervisor, "broadcast", { news: 1 })).value).toBe(3);
    const heard = await callInEach(supervisor, 3, "heard");
    for (const value of heard.values()) expect(value).toEqual(["throw", { news: 1 }]);
  });

  test("what cannot be kept is refused with what to do, and nothing else is disturbed", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    await call(supervisor, "set", "text", "no number");
    const codeOf = async (name: string, ...parts: unknown[]) =>
      (await call(supervisor, name, ...parts)).error?.code;
    expect(await codeOf("increment", "text")).toBe("not-a-number");
    expect(await codeOf("increment", "n", 0.5)).toBe("invalid-increment");
    expect(await codeOf("get", "")).toBe("invalid-key");
    expect(await codeOf("get", "k".repeat(257))).toBe("invalid-key");
    const tooLarge = await call(supervisor, "setLong", "text", 16 * 1024);
    expect(tooLarge.error).toMatchObject({ name: "SharedStateError", code: "too-large" });
    expect(tooLarge.error?.message).toContain("Redis");
    expect((await call(supervisor, "get", "text")).value).toBe("no number");
  }, 30_000);

  test("an app that waits for nothing but an answer is kept alive until it has it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("counts-and-ends.js"), workers: 1 });
    const told = await supervisor.log.next(({ line }) => line?.startsWith("counted to") === true);
    expect(told.line).toBe("counted to 100");
  });

  test("without a supervisor it works within the one process, and lets it end", async () => {
    const { stdout } = await run(process.execPath, [fixture("counts-and-ends.js")]);
    expect(stdout).toBe("counted to 100\n");
  });

  test("the example shares a greeting and counts visits over its workers", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: "examples/shared-state/server.js", workers: 2 });
    await supervisor.serving(2);
    expect(await ask(supervisor, "/greeting?is=Ahoy")).toBe("told 2 workers\n");
    const seen = [await ask(supervisor), await ask(supervisor), await ask(supervisor)];
    expect(seen.map((text) => text.slice(0, 13))).toEqual([
      "Ahoy, visit 1",
      "Ahoy, visit 2",
      "Ahoy, visit 3",
    ]);
  });
});
