import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { fixture, test } from "../support/supervise.ts";

const HOUR_MS = 3_600_000;
/** Longer than it takes to call a silent worker unresponsive, and then to kill it. */
const LONG_ENOUGH_MS = 4_500;

const pidsOf = async (supervisor: Supervisor) =>
  (await supervisor.serving(2)).workers.map((worker) => worker.pid);

/** That a worker was called dead, silent or late, or was replaced. */
const alarms = (supervisor: Supervisor) =>
  supervisor.log.lines.filter((line) => line.event.startsWith("worker:"));

// Both mostly wait, so they wait together.
describe.concurrent("time", () => {
  test("fault 17: a clock that jumps an hour either way times nothing out, kills nobody, and falsifies no uptime", async ({
    supervise,
    folder,
  }) => {
    const clock = join(folder, "clock");
    writeFileSync(clock, "0");
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      flags: ["--kill-unresponsive=500", "--max-age=30m"],
      env: { NODE_OPTIONS: `--require ${fixture("moves-the-clock.js")}`, CLOCK_FILE: clock },
    });
    const startedMs = performance.now();
    const pids = await pidsOf(supervisor);
    const before = alarms(supervisor).length;
    for (const offsetMs of [HOUR_MS, -HOUR_MS]) {
      writeFileSync(clock, String(offsetMs));
      await delay(LONG_ENOUGH_MS);
      expect(await pidsOf(supervisor)).toEqual(pids);
    }
    expect(alarms(supervisor)).toHaveLength(before);
    await supervisor.command({ type: "kill", slot: 1 });
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    const behindMs = Date.now() - Date.parse(String(ended["time"]));
    expect(Math.abs(behindMs - HOUR_MS), "the clock had jumped").toBeLessThan(HOUR_MS / 2);
    const { uptimeMs = 0 } = (await supervisor.worker(1)).lastExit ?? {};
    expect(uptimeMs).toBeGreaterThan(2 * LONG_ENOUGH_MS);
    expect(uptimeMs).toBeLessThan(performance.now() - startedMs + 10_000);
  });

  test("fault 18: a machine that sleeps and wakes kills nobody and leaves nobody unresponsive", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      flags: ["--kill-unresponsive=500"],
    });
    const pids = await pidsOf(supervisor);
    const all = supervisor.processes();
    for (const pid of all) process.kill(pid, "SIGSTOP");
    await delay(LONG_ENOUGH_MS);
    // The supervisor wakes first: it must not hold against the others that they sleep a moment longer.
    for (const pid of [supervisor.pid, ...all]) process.kill(pid, "SIGCONT");
    await delay(LONG_ENOUGH_MS);
    expect(await pidsOf(supervisor)).toEqual(pids);
    expect(supervisor.log.lines.map((line) => line.event)).not.toContain("worker:unresponsive");
  });
});
