import { expect, vi } from "vitest";
import { fixture, test } from "./support/supervise.ts";

test.for([["SIGTERM"], ["SIGINT"], ["SIGHUP"]] as const)(
  "%s drains the workers and exits 0, with no request lost and no child left",
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

test("a second signal kills at once and exits non-zero", async ({ supervise }) => {
  const supervisor = await supervise({ entry: fixture("ignores-sigterm.js"), workers: 2 });
  await supervisor.serving(2);
  supervisor.signal("SIGINT");
  await supervisor.log.next((line) => line.event === "supervisor:stopping");
  supervisor.signal("SIGINT");
  expect(await supervisor.ended).toEqual({ code: 130, signal: null });
  await expect.poll(() => supervisor.processes(), { timeout: 2_000 }).toEqual([]);
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
