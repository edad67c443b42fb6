import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { freePort } from "@clusterdeck/testkit";
import { describe, expect, it, vi } from "vitest";
import { fixture, test } from "./support/supervise.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

const SOON = { timeout: 10_000 };

interface Ended {
  code: number | string | null;
  stdout: string;
  stderr: string;
}

const run = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { timeout: 10_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr });
    });
  });

// eslint-disable-next-line no-control-regex -- what must not get out is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;
// eslint-disable-next-line no-control-regex -- see above
const COLOUR = /\u001B\[[0-9;:]*m/g;

/** Without `--json`, as on a terminal. */
async function startOnPipe(entry: string) {
  const appPort = await freePort();
  const child = spawn(process.execPath, [CLI, "--no-dashboard", "--workers=1", entry], {
    env: { ...process.env, PORT: String(appPort) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (written += text));
  }
  return {
    appPort,
    written: () => written,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

describe("the command line", () => {
  it.each([
    [["--wrokers=3", "app.js"], 2, "clusterdeck: unknown option --wrokers"],
    [["--workers=many", "app.js"], 2, "clusterdeck: --workers takes a number"],
    [["no-such-file.js"], 2, 'clusterdeck: the entry "no-such-file.js" does not exist'],
    [[fixture("")], 2, "is a folder: give the file"],
    [[], 2, "clusterdeck: no entry given"],
    [["--no-auth", "--dashboard-host=0.0.0.0", fixture("listens.js")], 2, "--no-auth is refused"],
  ])("%j ends with one clear line and exit %i", async (args, code, message) => {
    const ended = await run(...args);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain(message);
    expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("a dashboard port that was asked for and is taken ends it with exit 1, nothing forked", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const ended = await run(`--dashboard-port=${port}`, fixture("throws-at-boot.js"));
    holder.close();
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toBe(
      `clusterdeck: the dashboard's port 127.0.0.1:${port} is taken: stop what listens there or give another --dashboard-port\n`,
    );
  });

  it("shows help and version", async () => {
    expect((await run("--help")).stdout).toContain("Usage: clusterdeck [options] <entry>");
    expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test("an app that writes control sequences, and dies with some in its error, drives no terminal", async () => {
  const terminal = await startOnPipe(fixture("writes-markup.js"));
  await vi.waitFor(() => expect(terminal.written()).toContain("[1] err <img src=x"), SOON);
  await fetch(`http://127.0.0.1:${terminal.appPort}/`).catch(() => {});
  await vi.waitFor(() => expect(terminal.written()).toMatch(/worker 1 .*broke <img src=x/), SOON);
  await terminal.stop();
  expect(terminal.written().replaceAll(COLOUR, "")).not.toMatch(CONTROL);
  expect(terminal.written()).toContain("\u001B[31mred");
});

test("an app that writes to both streams is heard line by line, with its slot", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("handles-sigterm-slowly.js"), workers: 1 });
  await supervisor.serving(1);
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGTERM" });
  const line = await supervisor.log.next((one) => one.event === "output");
  expect(line).toMatchObject({ slot: 1, stream: "stdout", line: "handler called" });
});
