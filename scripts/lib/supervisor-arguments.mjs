const DEFAULT_WORKERS = ["--workers", "4"];
const DEFAULT_ENTRY = "examples/http/server.js";

/** Options whose value may be an argument of its own; a test compares them with the supervisor's. */
export const VALUE_OPTIONS = [
  "workers",
  "dashboard-port",
  "dashboard-host",
  "token",
  "allowed-host",
  "grace",
  "ready-timeout",
  "spares",
  "balance",
  "sticky",
  "max-memory",
  "max-requests",
  "max-age",
  "kill-unresponsive",
  "config",
];

/** @param {string} arg */
const setsWorkers = (arg) => /^(-w|--workers($|=))/.test(arg);

/** @param {string | undefined} arg */
const wantsValue = (arg) => arg === "-w" || VALUE_OPTIONS.some((name) => arg === `--${name}`);

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
  // Whatever it is: if it is no entry, the message must name what was typed.
  const namesEntry = own.some((arg, at) => !arg.startsWith("-") && !wantsValue(own[at - 1]));
  return [
    ...(own.some(setsWorkers) ? [] : DEFAULT_WORKERS),
    ...own,
    ...(namesEntry ? [] : [DEFAULT_ENTRY]),
    ...given.slice(end),
  ];
}
