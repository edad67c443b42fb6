import { UsageError } from "../options/usage-error.ts";

/** Flags with which a worker would not run the app, and what it would do instead. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["--eval", "runs other code than the app"],
  ["--print", "runs other code than the app"],
  ["--interactive", "opens a prompt"],
  ["--input-type", "is for code that is no file"],
  ["--check", "only checks the syntax"],
  ["--test", "runs tests"],
  ["--test-only", "runs tests"],
  ["--run", "runs a script of the package"],
  ["--watch", "makes of the worker the parent of the app"],
  ["--watch-path", "makes of the worker the parent of the app"],
  ["--build-snapshot", "writes a snapshot and ends"],
  ["--build-snapshot-config", "writes a snapshot and ends"],
  ["--experimental-sea-config", "writes what a program is made of and ends"],
  ["--prof-process", "reads a profile and ends"],
  ["--help", "shows a text and ends"],
  ["--version", "shows a text and ends"],
  ["--v8-options", "shows a text and ends"],
  ["--completion-bash", "shows a text and ends"],
]);

/** Flags that take the next word for their value where they have none, which would be the app's entry. */
const NEED_VALUE: ReadonlySet<string> = new Set([
  "--conditions",
  "--diagnostic-dir",
  "--disable-warning",
  "--dns-result-order",
  "--env-file",
  "--env-file-if-exists",
  "--experimental-default-type",
  "--experimental-loader",
  "--icu-data-dir",
  "--import",
  "--loader",
  "--localstorage-file",
  "--max-http-header-size",
  "--openssl-config",
  "--redirect-warnings",
  "--require",
  "--title",
  "--trace-event-categories",
  "--unhandled-rejections",
]);

/**
 * Node's own flags for the workers.
 *
 * @param path of the value, as errors name it
 * @throws UsageError
 */
export function readNodeFlag(value: unknown, path: string): string {
  const match = typeof value === "string" ? /^(--[a-z][\w-]*)(?:=.+)?$/s.exec(value) : null;
  const [flag, name = ""] = match ?? [];
  if (flag === undefined || flag.includes("\0")) {
    throw new UsageError(
      `${path} takes a flag of Node as --name or --name=value, such as --max-old-space-size=512`,
    );
  }
  // Node takes `_` for `-`.
  const known = name.replaceAll("_", "-");
  if (NEED_VALUE.has(known) && !flag.includes("=")) {
    throw new UsageError(`${path} needs its value: write it as ${name}=value`);
  }
  const reason = REFUSED.get(known);
  if (reason === undefined) return flag;
  throw new UsageError(`${path} may not be ${name}: a worker with it ${reason}; leave it out`);
}
