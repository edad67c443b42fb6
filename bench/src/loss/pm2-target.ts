import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, type Certificate } from "@clusterdeck/testkit";
import type { Scenario } from "./scenario.ts";
import { APP, appEnvironment, type Target } from "./target.ts";

const PM2 = "pm2@7.0.4";
const FOLDER = fileURLToPath(new URL("../../../.cache/pm2", import.meta.url));
const CLI = join(FOLDER, "node_modules", "pm2", "bin", "pm2");
const LISTENS_TIMEOUT_MS = 15_000;

/**
 * Apart from the workspace: PM2 brings 77 packages, which only this comparison needs.
 *
 * @throws {Error} with npm's output when it cannot be installed
 */
export async function installPm2(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const args = ["install", "--prefix", FOLDER, "--ignore-scripts", "--no-audit", "--no-fund", PM2];
  await run("npm", args, process.env);
}

/** Daemons are no children: they are ended by a command. */
const running = new Set<() => Promise<void>>();

/** Ends whatever of PM2 still runs. */
export async function stopPm2(): Promise<void> {
  await Promise.all(Array.from(running, (stop) => stop()));
}

/** As its documents say: `pm2 start app -i <n>`, with a home and a daemon of its own. */
export async function startPm2(
  { kind, workers }: Scenario,
  certificate: Certificate,
): Promise<Target> {
  const port = await freePort();
  const home = await mkdtemp(join(tmpdir(), "bench-pm2-"));
  const env = {
    ...process.env,
    ...appEnvironment(kind.serves, certificate),
    PORT: String(port),
    PM2_HOME: home,
    // Its daemon would ask version.pm2.io for the newest release.
    PM2_DISABLE_VERSION_CHECK: "true",
  };
  const pm2 = (...args: string[]) => run(process.execPath, [CLI, ...args], env);
  const stop = async () => {
    running.delete(stop);
    await pm2("kill");
    await rm(home, { recursive: true });
  };
  running.add(stop);
  try {
    await pm2("start", APP, "-i", String(workers), "--name", "app");
    await untilListening(pm2, workers);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    reload: async () => void (await pm2("reload", "app")),
    scale: notCompared,
    recycled: notCompared,
    stop,
    drainsMs: () => null,
    log: () => [],
  };
}

function notCompared(): Promise<never> {
  return Promise.reject(new Error("only PM2's reload is compared"));
}

interface Listed {
  readonly pm2_env: { readonly status: string };
}

async function untilListening(
  pm2: (...args: string[]) => Promise<string>,
  workers: number,
): Promise<void> {
  const untilMs = performance.now() + LISTENS_TIMEOUT_MS;
  for (;;) {
    const listed = JSON.parse(await pm2("jlist")) as Listed[];
    if (listed.filter((each) => each.pm2_env.status === "online").length === workers) return;
    if (performance.now() > untilMs) throw new Error(`PM2 did not start ${workers} workers`);
  }
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.once("error", reject);
    // Not `close`: the daemon that `pm2 start` leaves behind may hold the pipes.
    child.once("exit", (code) => {
      if (code === 0) resolve(output);
      else
        reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}${errors}`));
    });
  });
}
