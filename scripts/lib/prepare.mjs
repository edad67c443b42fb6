import { build } from "./build.mjs";
import { install } from "./install.mjs";

/**
 * Installs and builds what is out of date, with a word about each. Ends the process when one fails.
 */
export async function prepare() {
  console.log("Checking what is installed and built …");
  const installed = await install();
  if (installed.code !== 0) fail("Installing the dependencies failed.", installed);
  if (!installed.upToDate) console.log("Dependencies installed.");
  const built = await build();
  if (built.code !== 0) fail("The build failed.", built);
  if (built.built.length > 0) console.log(`Built ${built.built.join(" and ")}.`);
}

/**
 * @param {string} sentence
 * @param {{ code: number, output: string }} result
 * @returns {never}
 */
function fail(sentence, { code, output }) {
  console.error(`${output}\n${sentence}`);
  process.exit(code);
}
