import { existsSync } from "node:fs";

const DEFAULT_WORKERS = ["--workers", "4"];
const DEFAULT_ENTRY = "examples/http/server.js";

/** @param {string} arg */
const setsWorkers = (arg) => /^(-w|--workers($|=))/.test(arg);

/** @param {string} arg */
const namesEntry = (arg) => !arg.startsWith("-") && (/\.[cm]?[jt]s$/.test(arg) || existsSync(arg));

/**
 * Completes what a person typed after `npm start --`: an example of ours when they name no entry,
 * four workers when they do not say how many. What follows a further `--` is the app's.
 *
 * @param {string[]} given
 * @returns {string[]}
 */
export function supervisorArguments(given) {
  const end = given.includes("--") ? given.indexOf("--") : given.length;
  const own = given.slice(0, end);
  return [
    ...(own.some(setsWorkers) ? [] : DEFAULT_WORKERS),
    ...own,
    ...(own.some(namesEntry) ? [] : [DEFAULT_ENTRY]),
    ...given.slice(end),
  ];
}
