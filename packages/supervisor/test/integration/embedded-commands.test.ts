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
