import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { fixture } from "./support/supervise.ts";

const run = promisify(execFile);

it("a program's messages that cannot be sent are refused where it sends them, and the next one arrives", async () => {
  const { stdout } = await run(
    process.execPath,
    [fixture("embeds-and-sends.mjs"), fixture("repeats-its-messages.js")],
    { timeout: 20_000 },
  );
  expect(JSON.parse(stdout)).toEqual({ refused: ["TypeError"], status: "done", heard: true });
});

it("a program is told what cannot be: variables that break at a fork, and another balance in one process", async () => {
  const { stdout } = await run(
    process.execPath,
    [fixture("embeds-what-cannot-be.mjs"), fixture("listens.js")],
    { timeout: 20_000 },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    lastExit: {
      cause: "boot-failure",
      detail: "no environment: createSupervisor: env(1) has thrown: no shard left",
      hint: "correct env in the configuration, and start clusterdeck again, then retry the worker",
    },
    balance: expect.stringMatching(/had balance "round-robin", and Node keeps that/) as string,
  });
});
