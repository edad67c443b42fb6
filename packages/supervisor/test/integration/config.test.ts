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

test("a bad key ends it with one line and exit 2, nothing forked", async ({ folder }) => {
  writeFileSync(join(folder, "clusterdeck.config.json"), '{ "maxMemory": 12 }');
  const ended = await new Promise((resolve) => {
    execFile(process.execPath, [CLI, "a.js"], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    );
  });
  expect(ended).toEqual({
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
