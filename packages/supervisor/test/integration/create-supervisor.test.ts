import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { fixture } from "./support/supervise.ts";

const run = promisify(execFile);

it("a program has two supervisors in a row, quietly, and ends by itself", async () => {
  const program = fixture("embeds-two-in-a-row.mjs");
  const { stdout, stderr } = await run(process.execPath, [program, fixture("listens.js")], {
    timeout: 20_000,
  });
  expect(stderr).toBe("");
  const seen = JSON.parse(stdout) as { runs: object[]; second: string };
  expect(seen.second).toBe("this process has a supervisor already: stop it first");
  expect(seen.runs).toMatchObject([
    { url: null, ready: 1, killed: "done", first: "worker:serving" },
    { url: null, ready: 2, killed: "done", first: "worker:serving" },
  ]);
});
