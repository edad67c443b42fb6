import { copyFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { ask, fixture, test } from "../support/supervise.ts";

describe("fault 41: an app that listens in the manner of", () => {
  test.for([
    { mode: "exclusive", ports: 2 },
    // Node 20 ignores the option, and both share one port all the same.
    { mode: "reusePort", ports: 1 },
    { mode: "pipe", ports: 0 },
    { mode: "two", ports: 2 },
  ])(
    "$mode is serving, its ports known, and reloads",
    async ({ mode, ports }, { supervise, folder }) => {
      const supervisor = await supervise({
        entry: fixture("listens-in-many-ways.js"),
        env: { MODE: mode, PIPE: `${folder}/app.sock` },
      });
      const state = await supervisor.serving(2);
      expect(state.app.ports).toHaveLength(ports);
      await supervisor.command({ type: "reload" });
      await supervisor.log.next((line) => line.event === "reload:finished");
    },
  );
});

describe("fault 42: an app that forks by itself, were it the primary,", () => {
  test.for([["isMaster"], ["isPrimary"]])(
    "by cluster.%s, runs as a worker and forks nothing",
    async ([name], { supervise }) => {
      const supervisor = await supervise({
        entry: fixture("forks-by-itself.js"),
        workers: 2,
        env: { ROLE: name ?? "" },
      });
      await supervisor.serving(2);
      expect(await ask(supervisor)).toMatch(/^\d+$/);
      expect(supervisor.processes()).toHaveLength(3);
    },
  );
});

test("fault 43: an app whose entry is deleted goes on, a respawn says what is missing, and a retry brings it back", async ({
  supervise,
  folder,
}) => {
  const entry = join(folder, "app.js");
  const put = () => copyFileSync(fixture("listens.js"), entry);
  put();
  const supervisor = await supervise({ entry, workers: 2 });
  await supervisor.serving(2);
  unlinkSync(entry);
  expect(await ask(supervisor)).toMatch(/^\d+$/);
  await supervisor.command({ type: "reload" });
  const refused = await supervisor.log.next((line) => line.event === "reload:failed");
  expect(refused.message).toContain(`Cannot find module '${entry}': check the path`);

  await supervisor.command({ type: "kill", slot: 2 });
  await supervisor.log.next((line) => line.event === "worker:failed");
  const failed = await supervisor.worker(2);
  expect(failed).toMatchObject({ state: "failed", lastExit: { cause: "boot-failure" } });
  expect(failed.note).toContain(`Cannot find module '${entry}': check the path`);
  expect(await supervisor.worker(1)).toMatchObject({ state: "serving", generation: 1 });
  expect(await ask(supervisor)).toMatch(/^\d+$/);

  put();
  await supervisor.command({ type: "retry", slot: 2 });
  await supervisor.serving(2);
});
