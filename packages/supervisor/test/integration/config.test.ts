import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

test("a configuration in TypeScript gives a worker its flags and its slot's variables; flags win", async ({
  folder,
  supervise,
}) => {
  const file = join(folder, "deck.ts");
  writeFileSync(
    file,
    `import { defineConfig } from "clusterdeck";
export default defineConfig({
  workers: 3,
  nodeFlags: ["--max-old-space-size=128"],
  env: (slot: number) => ({ SHARD: "shard-" + slot }),
});`,
  );
  const supervisor = await supervise({
    entry: fixture("tells-its-start.js"),
    workers: 1,
    flags: [`--config=${file}`],
  });
  await supervisor.serving(1);
  const seen = JSON.parse(await ask(supervisor)) as { flags: string[]; shard: string };
  expect(seen.shard).toBe("shard-1");
  expect(seen.flags).toContain("--max-old-space-size=128");
});

/** Runs clusterdeck in a folder, to its end. */
function runIn(folder: string, ...args: string[]) {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    );
  });
}

test("a configuration in JavaScript finds defineConfig where the package is not installed", async ({
  folder,
}) => {
  writeFileSync(
    join(folder, "clusterdeck.config.mjs"),
    `import { defineConfig } from "clusterdeck";
export default defineConfig({ entry: "server.js", workers: -1 });`,
  );
  expect(await runIn(folder)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^clusterdeck: clusterdeck\.config\.mjs: workers takes a/,
    ) as string,
  });
});

test("a configuration that waits for something that never comes says so, and exit 2", async ({
  folder,
}) => {
  const file = "clusterdeck.config.mjs";
  for (const text of [
    "export default () => new Promise(() => {});",
    "await new Promise(() => {}); export default {};",
  ]) {
    writeFileSync(join(folder, file), text);
    expect(await runIn(folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `clusterdeck: ${file}: a promise in it never settles`,
      ) as string,
    });
  }
});

test("a bad key ends it with one line and exit 2, nothing forked", async ({ folder }) => {
  writeFileSync(join(folder, "clusterdeck.config.json"), '{ "maxMemory": 12 }');
  expect(await runIn(folder, "a.js")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      'clusterdeck: clusterdeck.config.json: maxMemory takes a size such as 512mb or 2gb, not "12"\n',
  });
});

test("a flag that this release of Node does not have is told as Node tells it, with where to correct it", async ({
  folder,
  supervise,
}) => {
  const file = join(folder, "deck.json");
  writeFileSync(file, JSON.stringify({ workers: 1, nodeFlags: ["--no-such-flag-of-node"] }));
  const supervisor = await supervise({
    entry: fixture("listens.js"),
    workers: 1,
    flags: [`--config=${file}`],
  });
  await supervisor.log.next((line) => line.event === "worker:failed");
  expect((await supervisor.worker(1)).lastExit).toMatchObject({
    cause: "boot-failure",
    code: 9,
    detail: "Node refused to start: bad option: --no-such-flag-of-node",
    hint: expect.stringContaining("correct nodeFlags") as string,
  });
});
