import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildDeclarations } from "./declarations.mjs";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { runNode } from "./run.mjs";

const VITE = join(root, "node_modules", "vite", "bin", "vite.js");
const DIST = join(root, "packages", "supervisor", "dist");

/**
 * @typedef {object} BuildStep
 * @property {string} name also the name of its folder in packages/
 * @property {string[]} configs each is one vite build
 * @property {(dist: string) => Promise<import("./run.mjs").RunResult>} [further] done after them
 * @property {string[]} outputs files in the supervisor's dist that must be there afterwards
 * @property {() => void} clean removes what an earlier build has left
 */

/**
 * All of it goes into packages/supervisor/dist, the folder that is published: the page into
 * dist/dashboard, the rest beside it.
 *
 * @type {BuildStep[]}
 */
const STEPS = [
  {
    name: "dashboard",
    configs: ["vite.config.ts"],
    outputs: ["dashboard/index.html"],
    clean: () => rmSync(join(DIST, "dashboard"), { recursive: true, force: true }),
  },
  {
    name: "supervisor",
    configs: ["vite.config.ts", "vite.agent.config.ts", "vite.worker.config.ts"],
    further: buildDeclarations,
    outputs: ["cli.js", "index.js", "index.d.ts", "agent.cjs", "worker.cjs", "worker.d.cts"],
    clean: () => {
      const names = existsSync(DIST) ? readdirSync(DIST) : [];
      for (const name of names.filter((entry) => entry !== "dashboard")) {
        rmSync(join(DIST, name), { recursive: true });
      }
    },
  },
];

/**
 * What a step's result depends on: its package but for the tests, the code it shares, the lockfile.
 *
 * @param {string} folder
 */
function inputsOf(folder) {
  const own = readdirSync(folder).filter(
    (name) => name !== "test" && !name.endsWith(".tsbuildinfo"),
  );
  return [
    ...own
      .filter((name) => name !== "node_modules" && name !== "dist")
      .map((name) => join(folder, name)),
    join(root, "packages", "shared", "src"),
    join(root, "tsconfig.base.json"),
    join(root, "pnpm-lock.yaml"),
  ];
}

/**
 * @param {BuildStep} step
 * @returns {Promise<{ code: number, output: string, upToDate: boolean }>}
 */
async function buildStep({ name, configs, further, outputs, clean }) {
  const folder = join(root, "packages", name);
  const stamp = join(root, ".cache", `built-${name}`);
  const wanted = fingerprint(root, inputsOf(folder));
  const missing = () => outputs.filter((output) => !existsSync(join(DIST, output)));
  if (isStamped(stamp, wanted) && missing().length === 0) {
    return { code: 0, output: "", upToDate: true };
  }
  clean();
  let output = "";
  for (const config of configs) {
    const result = await runNode([VITE, "build", "--config", config], { cwd: folder, quiet: true });
    output += result.output;
    if (result.code !== 0) return { code: result.code, output, upToDate: false };
  }
  if (further) {
    const result = await further(DIST);
    output += result.output;
    if (result.code !== 0) return { code: result.code, output, upToDate: false };
  }
  if (missing().length > 0) {
    return {
      code: 1,
      output: `${output}The build of ${name} made no ${missing().join(", ")}\n`,
      upToDate: false,
    };
  }
  writeStamp(stamp, wanted);
  return { code: 0, output, upToDate: false };
}

/**
 * Builds every package whose sources have changed since its last build, in order.
 *
 * @returns {Promise<{ code: number, output: string, built: string[] }>} `output` is that of the
 *   step that failed
 */
export async function build() {
  const built = [];
  for (const step of STEPS) {
    const { code, output, upToDate } = await buildStep(step);
    if (code !== 0) return { code, output, built };
    if (!upToDate) built.push(step.name);
  }
  return { code: 0, output: "", built };
}
