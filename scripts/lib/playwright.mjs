import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { root } from "./root.mjs";
import { runNode } from "./run.mjs";

/**
 * Runs the browser tests, or what else of e2e the arguments name.
 *
 * @param {string[]} args of `playwright test`
 * @param {Record<string, string>} [env]
 * @returns {Promise<import("./run.mjs").RunResult>}
 */
export async function playwright(args, env = {}) {
  const chromium = await findChromium();
  console.log(`Chromium: ${chromium}`);
  const cwd = join(root, "e2e");
  return runNode([join(cwd, "node_modules", "playwright", "cli.js"), "test", ...args], {
    cwd,
    env: { ...env, CLUSTERDECK_CHROMIUM: chromium },
  });
}
