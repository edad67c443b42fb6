import type { ConfigExport } from "./config.ts";

/** Gives a configuration file its types and an editor its completion; returns what it is given. */
export function defineConfig<Config extends ConfigExport>(config: Config): Config {
  return config;
}
