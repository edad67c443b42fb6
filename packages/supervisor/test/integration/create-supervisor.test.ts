import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { fixture } from "./support/supervise.ts";

const run = promisify(execFile);

/** A program that embeds: what it told, as JSON, and what it wrote to stderr. */
async function embed(program: string, entry: string) {
  const args = [fixture(program), fixture(entry)];
  const { stdout, stderr } = await run(process.execPath, args, { timeout: 20_000 });
  return { told: JSON.parse(stdout) as unknown, stderr };
}

it("a program has two supervisors in a row, quietly, and ends by itself", async () => {
  const { told, stderr } = await embed("embeds-two-in-a-row.mjs", "listens.js");
  expect(stderr).toBe("");
  const seen = told as { runs: object[]; second: string };
  expect(seen.second).toBe("this process has a supervisor already: stop it first");
  expect(seen.runs).toMatchObject([
    { url: null, ready: 1, killed: "done", first: "worker:serving" },
    { url: null, ready: 2, killed: "done", first: "worker:serving" },
  ]);
});

it("each line of the workers is told of, be it as output or as dropped", async () => {
  const { told } = await embed("embeds-what-floods.mjs", "floods-stdout.js");
  const { heard, dropped, origin } = told as { heard: number; dropped: number; origin: object };
  expect(heard + dropped).toBe(40_000);
  expect(dropped).toBeGreaterThan(0);
  expect(origin).toMatchObject({ slot: 1, generation: 1, stream: "stdout" });
});

it.each([
  ["no opener of a browser", { PATH: "/nowhere" }],
  ["no folder for temporary files", { TMPDIR: "/nowhere" }],
])(
  "with log and open it says what the command line would, and warns its listeners: %s",
  async (_lack, lacking) => {
    const state = mkdtempSync(join(tmpdir(), "clusterdeck-embed-"));
    onTestFinished(() => rmSync(state, { recursive: true }));
    const env = { ...process.env, XDG_STATE_HOME: state, ...lacking };
    const args = [fixture("embeds-with-log.mjs"), fixture("listens.js")];
    const { stdout, stderr } = await run(process.execPath, args, { timeout: 20_000, env });
    expect(stdout).toMatch(/^ {2}Dashboard {2}http:\/\/localhost:\d+\/#token=/m);
    const warnings = [
      "the dashboard listens on 0.0.0.0: others on the network can reach it",
      "no browser could be opened; follow the address above",
    ];
    for (const warning of warnings) expect(stderr).toContain(`clusterdeck: ${warning}\n`);
    expect(stderr).toContain(`${JSON.stringify(warnings)}\n`);
  },
);
