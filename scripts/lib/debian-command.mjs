import { installWithApt } from "./apt.mjs";
import { run } from "./run.mjs";

const VERSION_TIMEOUT_MS = 20_000;

/**
 * @typedef {object} Wanted
 * @property {string} command also the name of Debian's package
 * @property {RegExp} version what it answers to `--version`; its code tells nothing: wrk ends with 1
 * @property {string} variable names the path of another one
 * @property {string} neededBy "The integration tests need a Prometheus"
 */

/**
 * A command that starts: the one that the variable names, the system's, or one that is installed now.
 *
 * @param {Wanted} wanted
 * @returns {Promise<string>}
 */
export async function findCommand({ command, version, variable, neededBy }) {
  /** @param {string} file */
  const works = async (file) => {
    const options = { quiet: true, timeoutMs: VERSION_TIMEOUT_MS };
    return version.test((await run(file, ["--version"], options)).output);
  };
  const named = process.env[variable];
  if (named) {
    if (await works(named)) return named;
    throw new Error(`${variable} is ${named}, and that does not start. Name a ${command}'s path.`);
  }
  if (await works(command)) return command;
  await installWithApt(["--no-install-recommends", command]);
  if (await works(command)) return command;
  throw new Error(
    `${neededBy} and none could be found or installed. Install it, or set ${variable} to one.`,
  );
}
