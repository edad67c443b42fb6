import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Balance, Sticky } from "@clusterdeck/shared";
import { NO_VARIABLES, variablesOf, type WorkerEnvironment } from "../config/worker-environment.ts";
import { DEFAULT_POLICY, type Policy } from "../lifecycle/fleet-state.ts";
import type { Limits } from "../lifecycle/limits.ts";
import { resolveEntry, type Entry } from "./entry.ts";
import { optionName, type ConfigKeys } from "./option-name.ts";
import type { CliOptions } from "./parse-argv.ts";
import { keptToken, tokenFile, type KeptToken } from "../token/token-file.ts";
import { UsageError } from "./usage-error.ts";
import { readToken } from "./values.ts";

/** Where the dashboard's token comes from. */
export type TokenSource =
  | { readonly kind: "none" }
  /** On the command line or in the environment. */
  | { readonly kind: "given"; readonly token: string }
  /** In the user's file, where it can be changed; `file` is null when it could not be written. */
  | ({ readonly kind: "kept" } & KeptToken);

export interface DashboardOptions {
  readonly host: string;
  readonly port: number;
  /** The port was not asked for: the next free one will do. */
  readonly mayMove: boolean;
  readonly token: TokenSource;
  readonly allowedHosts: readonly string[];
  readonly open: boolean;
  /** The path of another server below which it is, in place of a port of its own. */
  readonly mount: string | null;
}

/** How connections reach the workers. */
export interface ConnectionOptions {
  readonly balance: Balance;
  readonly sticky: Sticky | null;
}

export interface SupervisorOptions {
  readonly entry: Entry;
  readonly appArgs: readonly string[];
  /** Node's own flags that the workers are to have. */
  readonly nodeFlags: readonly string[];
  readonly environment: WorkerEnvironment;
  readonly workers: number;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly connections: ConnectionOptions;
  /** Null: files are not watched. The paths, absolute, are watched whether the app loads them or not. */
  readonly watch: { readonly paths: readonly string[] } | null;
  readonly json: boolean;
  /** Null: supervise only. */
  readonly dashboard: DashboardOptions | null;
}

const DEFAULT_PORT = 4500;
const DEFAULT_HOST = "127.0.0.1";

/** From the command line and a configuration. */
export interface GivenOptions {
  /** Null: nobody has named one. */
  readonly entry: string | null;
  readonly appArgs: readonly string[];
  readonly nodeFlags?: readonly string[];
  readonly environment?: WorkerEnvironment;
  readonly options: CliOptions;
  /** Gives way to that of the environment; the command line's is among the options. */
  readonly configToken?: string | undefined;
  /** What a configuration has given, the entry among it; nothing where there is none. */
  readonly config?: ConfigKeys;
}

/**
 * Completes what was given with defaults, and checks what only shows together.
 *
 * @throws UsageError
 */
export function resolveOptions(
  given: GivenOptions,
  environment: NodeJS.ProcessEnv,
): SupervisorOptions {
  const { options } = given;
  if (given.entry === null) {
    throw new UsageError(
      "no entry given: clusterdeck [options] <entry>, for example: clusterdeck server.js",
    );
  }
  const workers = options.workers ?? availableParallelism();
  return {
    entry: resolveEntry(given.entry, process.version, given.config),
    appArgs: given.appArgs,
    nodeFlags: given.nodeFlags ?? [],
    environment: checkedFor(workers, options.spares ?? 0, given.environment ?? NO_VARIABLES),
    workers,
    policy: {
      ...DEFAULT_POLICY,
      readOnly: options.readOnly ?? false,
      spares: options.spares ?? DEFAULT_POLICY.spares,
      graceMs: options.grace ?? DEFAULT_POLICY.graceMs,
      killUnresponsiveMs: options.killUnresponsive ?? null,
      readyTimeoutMs: options.readyTimeout ?? DEFAULT_POLICY.readyTimeoutMs,
    },
    limits: {
      maxMemoryBytes: options.maxMemory ?? null,
      maxRequests: options.maxRequests ?? null,
      maxAgeMs: options.maxAge ?? null,
    },
    connections: connectionOptions(given),
    watch:
      options.watch === undefined
        ? null
        : { paths: options.watch.map((path) => watchedPath(path, given.config)) },
    json: options.json ?? false,
    dashboard: options.noDashboard === true ? null : dashboardOptions(given, environment),
  };
}

function watchedPath(path: string, config: ConfigKeys | undefined): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return absolute;
  const name = optionName("watch", config);
  throw new UsageError(`${name} ${path}: there is no such file or folder`);
}

function connectionOptions({ options, config }: GivenOptions): ConnectionOptions {
  const { balance, sticky } = options;
  if (balance === "os" && sticky !== undefined) {
    throw new UsageError(
      `${optionName("sticky", config)} needs round-robin: under ${optionName("balance", config)} os the supervisor does not see the connections`,
    );
  }
  return { balance: balance ?? "round-robin", sticky: sticky ?? null };
}

/** A bad variable of one slot is told before anything is forked. */
function checkedFor(
  workers: number,
  spares: number,
  environment: WorkerEnvironment,
): WorkerEnvironment {
  if (spares > 0 && environment.kind === "per-slot") {
    throw new UsageError(
      "spares need the same environment in every slot: a spare has loaded the app before it knows whose place it takes; use env with plain variables, or no spares",
    );
  }
  for (let slot = 1; slot <= workers; slot += 1) variablesOf(environment, slot);
  return environment;
}

function dashboardOptions(given: GivenOptions, environment: NodeJS.ProcessEnv): DashboardOptions {
  const { options } = given;
  const host = options.dashboardHost ?? DEFAULT_HOST;
  if (options.noAuth === true && !isLoopback(host)) {
    throw new UsageError(
      `${optionName("noAuth", given.config)} is refused on ${host}: anyone who reaches it could kill workers; use a loopback address or a token`,
    );
  }
  return {
    host,
    port: options.dashboardPort ?? DEFAULT_PORT,
    mayMove: options.dashboardPort === undefined,
    token: options.noAuth === true ? { kind: "none" } : tokenSource(given, environment),
    allowedHosts: options.allowedHost ?? [],
    open: options.open ?? false,
    mount: null,
  };
}

function tokenSource(
  { options, configToken }: GivenOptions,
  environment: NodeJS.ProcessEnv,
): TokenSource {
  if (options.token !== undefined) return { kind: "given", token: options.token };
  const given = environment["CLUSTERDECK_TOKEN"];
  if (given !== undefined && given !== "") {
    return { kind: "given", token: readToken(given, "CLUSTERDECK_TOKEN") };
  }
  if (configToken !== undefined) return { kind: "given", token: configToken };
  return { kind: "kept", ...keptToken(tokenFile(environment)) };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
