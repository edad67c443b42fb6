import type { CliOptions } from "../options/parse-argv.ts";
import type { GivenOptions } from "../options/resolve.ts";
import type { ReadConfig } from "./read-config.ts";

/** What stood on the command line. */
export interface Flags {
  readonly entry: string | null;
  readonly appArgs: readonly string[] | null;
  readonly options: CliOptions;
}

/** Puts the command line over a configuration: what it says wins. */
export function withFlags(flags: Flags, config: ReadConfig | null): GivenOptions {
  if (config === null) return { ...flags, appArgs: flags.appArgs ?? [] };
  return {
    entry: flags.entry ?? config.entry,
    appArgs: flags.appArgs ?? config.args,
    nodeFlags: config.nodeFlags,
    environment: config.environment,
    options: { ...withoutContradicted(config.options, flags.options), ...flags.options },
  };
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
