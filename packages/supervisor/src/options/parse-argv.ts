import { parseArgs } from "node:util";
import type { Balance, Sticky } from "@clusterdeck/shared";
import { camelCase } from "./camel-case.ts";
import { isOptionName, OPTIONS, SHORT_OPTIONS } from "./option-table.ts";
import { UsageError } from "./usage-error.ts";

/** What stood on the command line, read but not yet completed with defaults. */
export interface CliOptions {
  readonly workers?: number;
  readonly dashboardPort?: number;
  readonly dashboardHost?: string;
  readonly noDashboard?: boolean;
  readonly open?: boolean;
  readonly token?: string;
  readonly noAuth?: boolean;
  readonly readOnly?: boolean;
  readonly allowedHost?: readonly string[];
  /** The paths that were given; none is an empty list. */
  readonly watch?: readonly string[];
  readonly grace?: number;
  readonly spares?: number;
  readonly balance?: Balance;
  readonly sticky?: Sticky;
  readonly readyTimeout?: number;
  readonly maxMemory?: number;
  readonly maxRequests?: number;
  readonly maxAge?: number;
  readonly killUnresponsive?: number;
  readonly config?: string;
  readonly json?: boolean;
}

export type CliRequest =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  /** `clusterdeck token`: shows the kept token, or puts a new one in its place. */
  | { readonly kind: "token"; readonly isRotated: boolean }
  | {
      readonly kind: "run";
      /** Null: the configuration file names it. */
      readonly entry: string | null;
      /** It is the last of the words after --watch. */
      readonly isEntryWatched: boolean;
      /** Null: no `--` was given. */
      readonly appArgs: readonly string[] | null;
      readonly options: CliOptions;
    };

/** @throws UsageError with one line that names the option and what it takes */
export function parseArgv(argv: readonly string[]): CliRequest {
  if (argv[0] === "token") return parseTokenCommand(argv.slice(1));
  const split = argv.indexOf("--");
  const own = split === -1 ? argv : argv.slice(0, split);
  const appArgs = split === -1 ? null : argv.slice(split + 1);
  const { tokens } = parseArgs({
    args: [...own],
    options: parserOptions(),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const values: Record<string, unknown> = {};
  const entries: string[] = [];
  /** Words after --watch, and what stood behind its =. */
  const paths: string[] = [];
  const valuePaths: string[] = [];
  let takesPaths = false;
  for (const token of tokens) {
    if (token.kind === "positional") (takesPaths ? paths : entries).push(token.value);
    if (token.kind !== "option") continue;
    setOption(values, token);
    takesPaths = isOptionName(token.name) && OPTIONS[token.name].kind === "paths";
    if (takesPaths && token.value !== undefined) valuePaths.push(token.value);
  }
  if (values["help"] === true) return { kind: "help" };
  if (values["version"] === true) return { kind: "version" };
  // Of the words after --watch the last may be the entry, where none stands elsewhere.
  const isEntryWatched = entries.length === 0 && paths.length > 0;
  const [entry = paths.pop(), extra] = entries;
  if (values["watch"] === true) values["watch"] = [...valuePaths, ...paths];
  if (extra !== undefined) {
    throw new UsageError(`unexpected "${extra}": arguments for the app go after --`);
  }
  return { kind: "run", entry: entry ?? null, isEntryWatched, appArgs, options: values };
}

function parseTokenCommand(rest: readonly string[]): CliRequest {
  const unknown = rest.find((word) => word !== "--rotate");
  if (unknown === undefined) return { kind: "token", isRotated: rest.length > 0 };
  if (unknown === "--help" || unknown === "-h") return { kind: "help" };
  throw new UsageError(
    `unexpected "${unknown}": clusterdeck token takes --rotate; an entry of that name is ./token`,
  );
}

function parserOptions() {
  const shorts = new Map<string, string>(
    Object.entries(SHORT_OPTIONS).map(([short, long]) => [long, short]),
  );
  return Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { kind }]) => {
      const short = shorts.get(name);
      const type: "string" | "boolean" = kind === "value" ? "string" : "boolean";
      return [name, { type, ...(short === undefined ? {} : { short }) }];
    }),
  );
}

function setOption(
  values: Record<string, unknown>,
  token: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
): void {
  const { name, rawName, value: text } = token;
  if (!isOptionName(name)) {
    throw new UsageError(`unknown option ${rawName}; clusterdeck --help lists the options`);
  }
  const option = OPTIONS[name];
  const key = camelCase(name);
  if (option.kind === "flag") {
    if (text !== undefined) throw new UsageError(`${rawName} takes no value`);
    values[key] = true;
    return;
  }
  if (option.kind === "paths") {
    values[key] = true;
    return;
  }
  if (text === undefined || text === "") {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.placeholder}`);
  }
  const value = option.read(text, rawName);
  values[key] = option.isRepeatable ? [...((values[key] as unknown[]) ?? []), value] : value;
}
