// `npm start`: from a fresh clone to a live page. `npm start -- <options> <entry>` runs your own.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { supervisorArguments } from "./lib/supervisor-arguments.mjs";

const ORPHAN_CHECK_INTERVAL_MS = 500;

requireNode();
await prepare();

const cli = join(root, "packages", "supervisor", "dist", "cli.js");
const supervisor = spawn(process.execPath, [cli, ...supervisorArguments(process.argv.slice(2))], {
  cwd: root,
  stdio: "inherit",
});

// The supervisor drains and ends; this process only waits for it. A terminal sends Ctrl-C to the
// whole group, so the supervisor has that one already, and a second would mean "at once".
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) supervisor.kill("SIGINT");
});
// npm passes a SIGTERM to its shell, and most shells die of it without passing it on.
const shell = process.ppid;
const orphanCheck = setInterval(() => {
  if (process.ppid === shell) return;
  clearInterval(orphanCheck);
  supervisor.kill("SIGTERM");
}, ORPHAN_CHECK_INTERVAL_MS);
process.on("SIGTERM", () => supervisor.kill("SIGTERM"));
process.on("SIGHUP", () => supervisor.kill("SIGTERM"));

supervisor.once("exit", (code, signal) => {
  clearInterval(orphanCheck);
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
