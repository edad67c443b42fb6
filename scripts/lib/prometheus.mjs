import { installWithApt } from "./apt.mjs";
import { run } from "./run.mjs";

const VERSION_TIMEOUT_MS = 20_000;

/** @param {string} command */
async function works(command) {
  const { code } = await run(command, ["--version"], {
    quiet: true,
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  return code === 0;
}

/**
 * A Prometheus that starts: the one that PROMETHEUS_PATH names, the system's, or one that is
 * installed now.
 *
 * @returns {Promise<string>}
 */
export async function findPrometheus() {
  const named = process.env.PROMETHEUS_PATH;
  if (named) {
    if (await works(named)) return named;
    throw new Error(
      `PROMETHEUS_PATH is ${named}, and that does not start. Name a Prometheus's path.`,
    );
  }
  if (await works("prometheus")) return "prometheus";
  await installWithApt(["--no-install-recommends", "prometheus"]);
  if (await works("prometheus")) return "prometheus";
  throw new Error(
    "The integration tests need a Prometheus and none could be found or installed. Install it, or " +
      "set PROMETHEUS_PATH to one.",
  );
}
