import { resolve } from "node:path";
import { OPTIONS } from "../options/option-table.ts";
import type { CliOptions } from "../options/parse-argv.ts";
import { UsageError } from "../options/usage-error.ts";
import type { ClusterdeckConfig } from "./config.ts";
import { isRecord } from "./is-record.ts";
import { nearestWord } from "./nearest-word.ts";
import { readNodeFlag } from "./node-flags.ts";
import { NEGATION_OF_KEY, OPTION_OF_KEY, type NegatedKey, type OptionKey } from "./option-keys.ts";
import { readWorkerEnvironment, type WorkerEnvironment } from "./worker-environment.ts";

/** A checked configuration, not yet completed with flags and defaults. */
export interface ReadConfig {
  /** As errors name it. */
  readonly name: string;
  /** Absolute. */
  readonly entry: string | null;
  readonly args: readonly string[];
  readonly nodeFlags: readonly string[];
  readonly environment: WorkerEnvironment;
  readonly options: CliOptions;
}

export interface ConfigSource {
  /** As errors name it: "clusterdeck.config.ts". */
  readonly name: string;
  /** What its relative paths are relative to. */
  readonly folder: string;
}

type OwnKey = Exclude<keyof ClusterdeckConfig, OptionKey | NegatedKey>;
/** Beside the options. The compiler refuses one that the configuration's type does not have. */
const OWN_KEYS: readonly OwnKey[] = ["entry", "args", "nodeFlags", "env", "slotEnv"];
/** And here an option that it does not have. */
const TYPED_KEYS: readonly (keyof ClusterdeckConfig)[] = [
  ...OWN_KEYS,
  ...OPTION_OF_KEY.keys(),
  ...NEGATION_OF_KEY.keys(),
];
const KEYS: readonly string[] = TYPED_KEYS;

/**
 * Checks what a configuration says.
 *
 * @throws UsageError with one line that begins with the source and the path of the bad key
 */
export function readConfig(given: unknown, { name, folder }: ConfigSource): ReadConfig {
  if (!isRecord(given)) {
    throw new UsageError(`${name}: a configuration is an object, such as { workers: 4 }`);
  }
  const path = (key: string) => `${name}: ${key}`;
  for (const key of Object.keys(given)) {
    if (!KEYS.includes(key)) throw new UsageError(unknownKey(path(key), key));
  }
  const { entry } = given;
  return {
    name,
    entry: entry === undefined ? null : resolve(folder, readText(entry, path("entry"))),
    args: readList(given["args"], path("args"), readText),
    nodeFlags: readList(given["nodeFlags"], path("nodeFlags"), readNodeFlag),
    environment: readWorkerEnvironment(given["env"], given["slotEnv"], path),
    options: readOptions(given, path, folder),
  };
}

function unknownKey(path: string, key: string): string {
  const meant = nearestWord(key, KEYS);
  const hint = meant === null ? `there are ${KEYS.join(", ")}` : `did you mean ${meant}?`;
  return `${path} is no key of a configuration; ${hint}`;
}

function readOptions(
  given: Readonly<Record<string, unknown>>,
  path: (key: string) => string,
  folder: string,
) {
  const options: Record<string, unknown> = {};
  for (const [key, name] of OPTION_OF_KEY) {
    const value = given[key];
    if (value === undefined) continue;
    const option = OPTIONS[name];
    if (option.kind === "flag") options[key] = readBoolean(value, path(key));
    else if (option.kind === "paths") options[key] = readPaths(value, path(key), folder);
    else if (!option.isRepeatable) options[key] = readValue(option, value, path(key));
    else {
      const list = Array.isArray(value) ? value : [value];
      options[key] = readList(list, path(key), (one, where) => readValue(option, one, where));
    }
  }
  for (const [key, negation] of NEGATION_OF_KEY) {
    const value = given[key];
    if (value === undefined) continue;
    const isOff = !readBoolean(value, path(key));
    if ((options[negation] ?? isOff) !== isOff) {
      throw new UsageError(`${path(key)} and ${negation} contradict each other: leave one out`);
    }
    options[negation] = isOff;
  }
  return options as CliOptions;
}

interface OptionReader {
  readonly placeholder: string;
  readonly read: (text: string, option: string) => unknown;
}

/** Text as on the command line; or a number, where that is what the text would be read to. */
function readValue({ placeholder, read }: OptionReader, value: unknown, path: string): unknown {
  if (typeof value !== "string" && typeof value !== "number") {
    throw new UsageError(`${path} takes ${placeholder}, not ${kindOf(value)}`);
  }
  const result = read(String(value), path);
  if (typeof value === "number" && typeof result !== "number") {
    throw new UsageError(`${path} takes text in quotes`);
  }
  return result;
}

/** False is as if it were not given; true is without further paths. */
function readPaths(value: unknown, path: string, folder: string): readonly string[] | undefined {
  if (typeof value === "boolean") return value ? [] : undefined;
  const list = Array.isArray(value) ? value : [value];
  return readList(list, path, readText).map((one) => resolve(folder, one));
}

function readBoolean(value: unknown, path: string): boolean {
  if (typeof value === "boolean") return value;
  throw new UsageError(`${path} takes true or false, not ${kindOf(value)}`);
}

function readText(value: unknown, path: string): string {
  if (typeof value === "string" && value !== "" && !value.includes("\0")) return value;
  throw new UsageError(`${path} takes text in quotes`);
}

function readList<T>(
  value: unknown,
  path: string,
  read: (one: unknown, path: string) => T,
): readonly T[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new UsageError(`${path} takes a list, not ${kindOf(value)}`);
  return value.map((one, index) => read(one, `${path}[${index}]`));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
}
