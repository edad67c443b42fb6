import { camelCase, type CamelCase } from "../options/camel-case.ts";
import { OPTIONS, type OptionName } from "../options/option-table.ts";

/** They ask the command line for something and configure nothing. */
const COMMAND_LINE_ONLY = ["help", "version", "config"] as const satisfies readonly OptionName[];
type CommandLineOnly = (typeof COMMAND_LINE_ONLY)[number];
type ConfigOption = Exclude<OptionName, CommandLineOnly>;

/** Every option as a key: a new one of the command line is one here as well. */
export type OptionKey = CamelCase<ConfigOption>;

function isConfigOption(name: string): name is ConfigOption {
  return Object.hasOwn(OPTIONS, name) && !COMMAND_LINE_ONLY.some((other) => other === name);
}

export const OPTION_OF_KEY: ReadonlyMap<OptionKey, ConfigOption> = new Map(
  Object.keys(OPTIONS)
    .filter(isConfigOption)
    .map((name) => [camelCase(name), name]),
);

/** What a flag that begins with `no-` turns off. */
type Negated<Name extends string> = Name extends `no-${infer Rest}` ? CamelCase<Rest> : never;
export type NegatedKey = Negated<ConfigOption>;

/** `noAuth` by `auth`. */
export const NEGATION_OF_KEY: ReadonlyMap<NegatedKey, OptionKey> = new Map(
  [...OPTION_OF_KEY]
    .filter(([, name]) => name.startsWith("no-"))
    .map(([key, name]) => [camelCase(name.slice("no-".length)) as NegatedKey, key]),
);
