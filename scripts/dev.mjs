// `pnpm dev`: the page with hot reload against a running supervisor, at one address.
// `pnpm dev <options> <entry>` takes your own app in place of the example.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { supervisorArguments } from "./lib/supervisor-arguments.mjs";

requireNode();
await prepare();
// Not before: on a fresh clone that is what installs it.
const { createServer } = await import("vite");

const token = randomBytes(32).toString("base64url");
const cli = join(root, "packages", "supervisor", "dist", "cli.js");
const args = ["--json", "--dashboard-port", "0", ...supervisorArguments(process.argv.slice(2))];
const supervisor = spawn(process.execPath, [cli, ...args], {
  cwd: root,
  env: { ...process.env, CLUSTERDECK_TOKEN: token },
  stdio: ["ignore", "pipe", "inherit"],
});

/** @type {import("vite").ViteDevServer | undefined} */
let page;

/** @param {number} port the supervisor's */
async function servePage(port) {
  // Read by packages/dashboard/vite.config.ts, which proxies the API and the stream there.
  process.env.CLUSTERDECK_DEV_TARGET = `http://127.0.0.1:${port}`;
  page = await createServer({ root: join(root, "packages", "dashboard") });
  await page.listen();
  console.log(`\nThe page, with hot reload: ${page.resolvedUrls?.local[0]}#token=${token}\n`);
}

createInterface({ input: supervisor.stdout }).on("line", (line) => {
  // Help and version are no JSON.
  const { event, port } = line.startsWith("{") ? JSON.parse(line) : {};
  // The supervisor's own address has the page as it was built: not the one to open here.
  if (event !== "dashboard") return console.log(line);
  servePage(port).catch((error) => {
    console.error(error);
    process.exitCode = 1;
    supervisor.kill("SIGTERM");
  });
});

// As in start.mjs: a terminal has sent Ctrl-C to the supervisor already.
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) supervisor.kill("SIGINT");
});
process.on("SIGTERM", () => supervisor.kill("SIGTERM"));

const [code] = await once(supervisor, "exit");
await page?.close();
process.exitCode ||= code ?? 1;
