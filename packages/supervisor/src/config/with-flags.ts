import type { CliOptions } from "../options/parse-argv.ts";
import type { GivenOptions } from "../options/resolve.ts";
import type { ReadConfig } from "./read-config.ts";

/** What stood on the command line. */
export interface Flags {
  readonly entry: string | null;
  readonly appArgs: readonly string[] | null;
  readonly options: CliOptions;
  /** The entry is the last of the words after --watch: one of them, where the entry stands elsewhere. */
  readonly isEntryWatched?: boolean;
}

/** Puts the command line over a configuration: what it says wins. */
export function withFlags(flags: Flags, config: ReadConfig | null): GivenOptions {
  const { entry, appArgs, options } = isPathNamed(flags, config) ? withEntryAsPath(flags) : flags;
  if (config === null) return { entry, appArgs: appArgs ?? [], options };
  const { token: configToken, ...configOptions } = config.options;
  const fromConfig = withoutContradicted(configOptions, options);
  const keys = Object.keys(fromConfig).filter((key) => !Object.hasOwn(options, key));
  return {
    entry: entry ?? config.entry,
    appArgs: appArgs ?? config.args,
    nodeFlags: config.nodeFlags,
    environment: config.environment,
    options: { ...fromConfig, ...options },
    configToken,
    config: { name: config.name, keys: new Set(entry === null ? [...keys, "entry"] : keys) },
  };
}

function isPathNamed(flags: Flags, config: ReadConfig | null): boolean {
  return flags.isEntryWatched === true && typeof config?.entry === "string";
}

function withEntryAsPath({ entry, options, ...rest }: Flags): Flags {
  const watch = [...(options.watch ?? []), ...(entry === null ? [] : [entry])];
  return { ...rest, entry: null, options: { ...options, watch } };
}

/** A flag that needs what the configuration turns off has turned it on. */
function withoutContradicted(config: CliOptions, flags: CliOptions): CliOptions {
  const { noAuth, noDashboard, ...others } = config;
  const wantsToken = flags.token !== undefined;
  const wantsDashboard =
    flags.dashboardPort !== undefined || flags.dashboardHost !== undefined || flags.open === true;
  return {
    ...others,
    ...(noAuth === undefined || wantsToken ? {} : { noAuth }),
    ...(noDashboard === undefined || wantsDashboard ? {} : { noDashboard }),
  };
}
