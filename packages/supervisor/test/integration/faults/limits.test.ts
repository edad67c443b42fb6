import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { fixture, test } from "../support/supervise.ts";

/** How many processes drained or started beside the workers, at most, at any one time. */
function mostAtOnce(supervisor: Supervisor): number {
  let running = 0;
  let most = 0;
  for (const line of supervisor.log.lines) {
    if (line.event === "worker:recycled") running += 1;
    if (line.event === "worker:ended") running -= 1;
    most = Math.max(most, running);
  }
  return most;
}

describe("fault 44: a worker that passes its limit", () => {
  test.for([
    { flag: "--max-requests=300", entry: "listens.js", cause: "request-limit" },
    { flag: "--max-memory=80mb", entry: "grows-with-requests.js", cause: "memory-limit" },
    { flag: "--max-age=2s", entry: "listens.js", cause: "age-limit" },
  ])(
    "of $flag is replaced first, under load, with none lost and never two at once",
    async ({ flag, entry, cause }, { supervise, load }) => {
      const supervisor = await supervise({ entry: fixture(entry), workers: 2, flags: [flag] });
      await supervisor.serving(2);
      const running = load(supervisor, { lanes: 4, pauseMs: 5, keepAlive: true });
      for (let recycled = 0, from = 0; recycled < 3; recycled += 1) {
        await supervisor.log.next((line) => line.event === "worker:ended", from);
        from = supervisor.log.lines.findLastIndex((line) => line.event === "worker:ended") + 1;
      }
      expect((await running.stop()).losses).toEqual({});
      const { workers } = await supervisor.state();
      const causes = workers.map((worker) => worker.lastExit?.cause).filter(Boolean);
      expect(causes).toContain(cause);
      expect(new Set(causes).size).toBe(1);
      expect(mostAtOnce(supervisor)).toBe(1);
    },
  );
});

test("fault 44: where even a new worker passes --max-memory, all take turns", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: fixture("listens.js"),
    workers: 3,
    flags: ["--max-memory=10mb"],
  });
  const recycled = () =>
    supervisor.log.lines.filter((line) => line.event === "worker:recycled").map(({ slot }) => slot);
  await vi.waitUntil(() => recycled().length >= 6, { timeout: 25_000 });
  expect(recycled().slice(0, 6)).toEqual([...recycled().slice(0, 3), ...recycled().slice(0, 3)]);
  expect(new Set(recycled().slice(0, 3)).size).toBe(3);
});

test("a worker that is blocked for longer than --kill-unresponsive is replaced and killed", async ({
  supervise,
}) => {
  const supervisor = await supervise({
    entry: fixture("blocks-on-request.js"),
    workers: 2,
    flags: ["--kill-unresponsive=500"],
  });
  await supervisor.serving(2);
  await fetch(`http://127.0.0.1:${supervisor.appPort}/spin`);
  const ended = await supervisor.log.next((line) => line.event === "worker:ended");
  expect(ended.message).toContain("its event loop was blocked for");
  await supervisor.serving(2);
  expect((await supervisor.worker(ended.slot ?? 0)).lastExit).toMatchObject({
    cause: "unresponsive",
    signal: "SIGKILL",
  });
});
