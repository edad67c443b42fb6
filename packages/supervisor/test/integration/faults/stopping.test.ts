import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { fixture, test } from "../support/supervise.ts";

const CTRL_C = "\u0003";

/** A repetition that comes sooner is taken for the same signal, passed on. */
const SAME_PRESS_MS = 300;

/** It has taken a signal, and the next one counts as a second. */
async function takesAnother(supervisor: Supervisor): Promise<void> {
  await supervisor.log.next((line) => line.event === "supervisor:stopping");
  await delay(SAME_PRESS_MS);
}

/** The state letter of a process, as proc(5) has it. */
const stateOf = (pid: number) => /\) (\w)/.exec(statOf(pid))?.[1];
const statOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, "latin1");

/** The shell among the children of a supervisor. */
function guardOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const shell = children.find((child) => /\(sh\)|\(dash\)/.test(statOf(Number(child))));
  if (shell === undefined) throw new Error("it has no guard");
  return Number(shell);
}

/** The 22nd field of proc(5), in hundredths of a second after the system's start. */
function livesForMs(pid: number): number {
  const started = Number(statOf(pid).split(") ")[1]?.split(" ")[19]);
  return Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000 - started * 10;
}

/** A fleet of which one worker loops, one is stopped and one ignores all signals. */
async function misbehaving(
  supervise: (options: object) => Promise<Supervisor>,
  options: object,
): Promise<Supervisor> {
  const supervisor = await supervise({
    entry: fixture("misbehaves-in-three-ways.js"),
    workers: 3,
    flags: ["--grace=600"],
    ...options,
  });
  const pids = (await supervisor.serving(3)).workers.map((worker) => worker.pid ?? 0);
  await vi.waitFor(() => expect(pids.map(stateOf)).toEqual(["R", "T", "S"]), { timeout: 5_000 });
  return supervisor;
}

const goneSoon = (supervisor: Supervisor, timeout: number) =>
  vi.waitFor(() => expect(supervisor.processes()).toEqual([]), { timeout, interval: 20 });

describe("fault 10: a worker that ignores SIGTERM", () => {
  test("is killed at the end of the grace", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("ignores-sigterm.js"),
      workers: 1,
      flags: ["--grace=700"],
    });
    await supervisor.serving(1);
    await supervisor.command({ type: "restart", slot: 1 });
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("killed when the grace was over");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({
      signal: "SIGKILL",
      cause: "command",
    });
  });
});

describe("fault 19: a supervisor that is told to end", () => {
  test.for([["SIGTERM"], ["SIGINT"], ["SIGHUP"]] as const)(
    "by %s drains the workers and exits 0, with no request lost and no child left",
    async ([signal], { supervise, load }) => {
      const supervisor = await supervise({ entry: fixture("answers-slowly.js"), workers: 2 });
      await supervisor.serving(2);
      const running = load(supervisor, { lanes: 8, keepAlive: true });
      await running.answers(50);
      const result = running.stop();
      expect(await supervisor.stop(signal)).toEqual({ code: 0, signal: null });
      const { losses } = await result;
      // Once the last worker is gone nobody holds the port; what had been taken was answered.
      delete losses["ECONNREFUSED"];
      expect(losses).toEqual({});
      expect(supervisor.processes()).toEqual([]);
    },
  );

  test("by SIGTERM leaves no looping, no stopped and no stubborn worker", async ({ supervise }) => {
    const supervisor = await misbehaving(supervise, {});
    expect(await supervisor.stop("SIGTERM")).toEqual({ code: 0, signal: null });
    expect(supervisor.processes()).toEqual([]);
  });

  test("by a second signal kills at once and exits non-zero", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("ignores-sigterm.js"), workers: 2 });
    await supervisor.serving(2);
    supervisor.signal("SIGINT");
    await takesAnother(supervisor);
    supervisor.signal("SIGINT");
    expect(await supervisor.ended).toEqual({ code: 130, signal: null });
    await goneSoon(supervisor, 2_000);
  });
});

describe("fault 20: Ctrl-C once on a terminal", () => {
  test.for([["alone"], ["bash"], ["npx"]] as const)(
    "drains, run by %s: workers do not die on their own, nothing is lost, and the app's SIGTERM handler is called once, no other",
    async ([onTerminal], { supervise, load }) => {
      const supervisor = await supervise({
        entry: fixture("counts-its-signals.js"),
        workers: 2,
        onTerminal,
      });
      await supervisor.serving(2);
      const running = load(supervisor, { lanes: 4, keepAlive: true });
      await running.answers(50);
      const result = running.stop();
      supervisor.type(CTRL_C);
      expect(await supervisor.ended).toEqual({ code: 0, signal: null });
      const { losses } = await result;
      delete losses["ECONNREFUSED"];
      expect(losses).toEqual({});
      const said = supervisor.log.lines.filter((line) => line.event === "output");
      expect(said.map((line) => `${line.slot} ${line.line}`).toSorted()).toEqual([
        "1 got SIGTERM",
        "2 got SIGTERM",
      ]);
      const ends = supervisor.log.lines.filter((line) => line.event === "worker:ended");
      const asked = Array(2).fill("ended: the supervisor stops");
      expect(ends.map((line) => line.message)).toEqual(asked);
      expect(supervisor.processes()).toEqual([]);
    },
  );

  test("ends a looping, a stopped and a stubborn worker too, when the grace is over", async ({
    supervise,
  }) => {
    const supervisor = await misbehaving(supervise, { onTerminal: "alone" });
    supervisor.type(CTRL_C);
    expect(await supervisor.ended).toEqual({ code: 0, signal: null });
    expect(supervisor.processes()).toEqual([]);
  });

  test("and the terminal closed drains as well, and leaves nobody", async ({ supervise }) => {
    const supervisor = await misbehaving(supervise, { onTerminal: "alone" });
    supervisor.closeTerminal();
    await goneSoon(supervisor, 5_000);
  });

  test.for([["alone"], ["bash"], ["npx"]] as const)(
    "and the terminal closed, with %s on it, loses no request",
    async ([onTerminal], { supervise, load }) => {
      const supervisor = await supervise({
        entry: fixture("answers-slowly.js"),
        workers: 2,
        onTerminal,
      });
      await supervisor.serving(2);
      const running = load(supervisor, { lanes: 8, keepAlive: true });
      await running.answers(50);
      const result = running.stop();
      supervisor.closeTerminal();
      const { losses } = await result;
      delete losses["ECONNREFUSED"];
      expect(losses).toEqual({});
      await goneSoon(supervisor, 5_000);
    },
  );
});

test("fault 21: Ctrl-C twice kills at once, exits non-zero, and leaves no child, not a looping, not a stopped, not a stubborn one", async ({
  supervise,
}) => {
  const supervisor = await misbehaving(supervise, {
    onTerminal: "alone",
    flags: ["--grace=60000"],
  });
  supervisor.type(CTRL_C);
  await takesAnother(supervisor);
  supervisor.type(CTRL_C);
  expect(await supervisor.ended).toEqual({ code: 130, signal: null });
  await goneSoon(supervisor, 2_000);
});

test("fault 22: no worker outlives by 2 s a supervisor that is killed, not a looping, not a stopped, not a stubborn one", async ({
  supervise,
}) => {
  const supervisor = await misbehaving(supervise, {});
  supervisor.signal("SIGKILL");
  await supervisor.ended;
  await goneSoon(supervisor, 2_000);
});

test("fault 22: nor one whose guard against orphans was killed before", async ({ supervise }) => {
  const supervisor = await misbehaving(supervise, {});
  const before = guardOf(supervisor.pid);
  // A guard that ends at once is not started again: it would go on so.
  await vi.waitFor(() => expect(livesForMs(before)).toBeGreaterThan(1_100), { timeout: 3_000 });
  process.kill(before, "SIGKILL");
  await vi.waitFor(() => expect(guardOf(supervisor.pid)).not.toBe(before));
  supervisor.signal("SIGKILL");
  await supervisor.ended;
  await goneSoon(supervisor, 2_000);
});

test("a reader of the log that goes away ends nothing", async ({ supervise }) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
  await supervisor.serving(1);
  supervisor.closeLog();
  await supervisor.command({ type: "kill", slot: 1 });
  await vi.waitFor(
    async () =>
      expect(await supervisor.worker(1)).toMatchObject({ generation: 2, state: "serving" }),
    { timeout: 5_000 },
  );
  expect(supervisor.hasEnded()).toBe(false);
});
