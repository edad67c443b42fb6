import {
  readBalance,
  readCount,
  readDuration,
  readFileName,
  readSize,
  readSpares,
  readSticky,
  readAllowedHost,
  readHost,
  readMilliseconds,
  readPort,
  readToken,
  readWorkers,
  type ValueReader,
} from "./values.ts";

interface ValueOption<T> {
  readonly kind: "value";
  readonly placeholder: string;
  readonly read: ValueReader<T>;
  readonly isRepeatable: boolean;
  readonly help: string;
}
/** Takes the words that follow it, none or more. */
interface PathsOption {
  readonly kind: "paths";
  readonly placeholder: string;
  readonly help: string;
}
interface FlagOption {
  readonly kind: "flag";
  readonly help: string;
}
export type OptionSpec = ValueOption<unknown> | PathsOption | FlagOption;

const value = <T>(placeholder: string, read: ValueReader<T>, help: string, isRepeatable = false) =>
  ({ kind: "value", placeholder, read, help, isRepeatable }) as const;
const flag = (help: string) => ({ kind: "flag", help }) as const;

/** Every option there is: parsing and `--help` both come from here. */
export const OPTIONS = {
  workers: value("<n|max>", readWorkers, "workers to keep; max is one a core (default max)"),
  "dashboard-port": value(
    "<n>",
    readPort,
    "port of the dashboard (default 4500, or the next free)",
  ),
  "dashboard-host": value("<host>", readHost, "address of the dashboard (default 127.0.0.1)"),
  "no-dashboard": flag("supervise only"),
  open: flag("open the dashboard in the browser"),
  token: value(
    "<token>",
    readToken,
    "token of the dashboard (also CLUSTERDECK_TOKEN; default: kept)",
  ),
  "no-auth": flag("ask for no token; only on a loopback address"),
  "read-only": flag("refuse every command"),
  "allowed-host": value(
    "<name>",
    readAllowedHost,
    "a further host name to answer to; repeatable",
    true,
  ),
  watch: {
    kind: "paths",
    placeholder: "[paths...]",
    help: "reload when a file of the app changes, or one of these",
  },
  grace: value(
    "<ms>",
    readMilliseconds,
    "how long a draining worker may finish its work (default 5000)",
  ),
  "ready-timeout": value(
    "<ms>",
    readMilliseconds,
    "how long a new worker may take to serve (default 30000)",
  ),
  spares: value(
    "<n>",
    readSpares,
    "processes that stand by, loaded, for one that dies (default 0)",
  ),
  balance: value(
    "<how>",
    readBalance,
    "round-robin, or os: the system spreads connections (default round-robin)",
  ),
  sticky: value("<by>", readSticky, "ip: a client address stays with its worker (default: off)"),
  "max-memory": value("<size>", readSize, "replace a worker that uses more, such as 512mb"),
  "max-requests": value("<n>", readCount, "replace a worker that has served more"),
  "max-age": value("<duration>", readDuration, "replace a worker that is older, such as 12h"),
  "kill-unresponsive": value(
    "<ms>",
    readMilliseconds,
    "replace a worker whose event loop is blocked for so long (default: never)",
  ),
  config: value(
    "<file>",
    readFileName,
    "configuration file (default clusterdeck.config.ts, mts, js, mjs or json, when present)",
  ),
  json: flag("log one JSON object a line"),
  help: flag("show this help"),
  version: flag("show the version"),
} as const satisfies Record<string, OptionSpec>;

export const SHORT_OPTIONS = { w: "workers", h: "help", v: "version" } as const;

export type OptionName = keyof typeof OPTIONS;

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}
