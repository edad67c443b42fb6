// `npm test`: everything. `node scripts/test.mjs unit lint` runs the named steps only.
import { expectChromium } from "./lib/chromium.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { addCounts, NO_TESTS } from "./lib/test-report.mjs";
import { STEPS } from "./lib/test-steps.mjs";

requireNode();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(", ")}. There are: ${Object.keys(STEPS).join(", ")}.`,
  );
  process.exit(2);
}

/** @param {string} name of a step */
const isWanted = (name) => names.length === 0 || names.includes(name);

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * @param {() => Promise<import("./lib/test-steps.mjs").StepResult>} step
 * @returns {Promise<import("./lib/test-steps.mjs").StepResult>}
 */
async function attempt(step) {
  try {
    return await step();
  } catch (error) {
    return { code: 1, output: `${error instanceof Error ? error.message : String(error)}\n` };
  }
}

const begunAt = performance.now();
/** @type {string | null} */
let failedStep = null;
/** @type {import("./lib/test-report.mjs").Counts | null} */
let counts = null;
for (const [name, step] of Object.entries(STEPS)) {
  if (!isWanted(name)) continue;
  const stepBegunAt = performance.now();
  console.log(`▸ ${name}`);
  const result = await attempt(step);
  if (result.counts) counts = addCounts(counts ?? NO_TESTS, result.counts);
  if (result.code !== 0) {
    console.log(result.output);
    console.log(`✗ ${name}, ${seconds(stepBegunAt)}`);
    failedStep = name;
    break;
  }
  console.log(`✓ ${name}, ${seconds(stepBegunAt)}`);
  if (name === "install" && isWanted("browser")) expectChromium();
}

console.log(`\nTook ${seconds(begunAt)}.`);
if (counts) {
  if (counts.skipped > 0) console.log(`${counts.skipped} skipped`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}
if (failedStep) {
  console.log(`FAILED at ${failedStep}. Run it alone with: node scripts/test.mjs ${failedStep}`);
  process.exitCode = 1;
}
