import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { findPrometheus } from "./prometheus.mjs";
import { playwright } from "./playwright.mjs";
import { root } from "./root.mjs";
import { run, runNode } from "./run.mjs";
import { countPlaywright, countVitest, readReport } from "./test-report.mjs";

/**
 * @typedef {object} StepResult
 * @property {number} code 0 when it passed
 * @property {string} output what it has not shown yet
 * @property {import("./test-report.mjs").Counts} [counts] of a step that runs tests
 */

/**
 * A check that package.json names, so that `pnpm run lint` and this are one thing.
 *
 * @param {string} script
 * @returns {() => Promise<StepResult>}
 */
function check(script) {
  return () => run("npm", ["run", "--silent", script], { quiet: true });
}

/**
 * @param {string} project
 * @param {() => Promise<Record<string, string>>} [findTools] for the tests' environment
 * @returns {() => Promise<StepResult>}
 */
function vitest(project, findTools = async () => ({})) {
  return async () => {
    const env = await findTools();
    const report = freshReport(project);
    const cli = join(root, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code } = await runNode([cli, "run", "--project", project, ...reporters], { env });
    return { code, output: "", counts: countVitest(readReport(report)) };
  };
}

/** @returns {Promise<StepResult>} */
async function browser() {
  const report = freshReport("browser");
  const { code } = await playwright([], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return { code, output: "", counts: countPlaywright(readReport(report)) };
}

/**
 * Where a step reports to. An earlier run's report goes, so that it is never taken for this one's.
 *
 * @param {string} step
 */
function freshReport(step) {
  const path = join(root, ".cache", `tests-${step}.json`);
  rmSync(path, { force: true });
  return path;
}

/**
 * What `npm test` does, in order: the cheap before the dear.
 *
 * @type {Record<string, () => Promise<StepResult>>}
 */
export const STEPS = {
  install,
  build,
  format: check("format:check"),
  lint: check("lint"),
  types: check("typecheck"),
  unused: check("unused"),
  unit: vitest("unit"),
  integration: vitest("integration", async () => ({
    CLUSTERDECK_PROMETHEUS: await findPrometheus(),
  })),
  browser,
};
