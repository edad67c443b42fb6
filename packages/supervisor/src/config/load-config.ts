import { readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { importConfig } from "./import-config.ts";
import { readConfig, type ReadConfig } from "./read-config.ts";

export interface LoadedConfig extends ReadConfig {
  /** What the user should know, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * @param file absolute
 * @throws UsageError
 */
export async function loadConfig(file: string): Promise<LoadedConfig> {
  const name = basename(file);
  const config = readConfig(await importConfig(file), { name, folder: dirname(file) });
  const { token } = config.options;
  return {
    ...config,
    warnings: token !== undefined && isExposed(file, token) ? [exposed(name)] : [],
  };
}

const READABLE_BY_OTHERS = 0o044;

/** The token itself stands in the file, as opposed to where it is read from. */
function isExposed(file: string, token: string): boolean {
  if (process.platform === "win32") return false;
  return (
    (statSync(file).mode & READABLE_BY_OTHERS) !== 0 && readFileSync(file, "utf8").includes(token)
  );
}

function exposed(name: string): string {
  return `${name}: token can be read by other users of this machine: leave it out and set CLUSTERDECK_TOKEN, or chmod 600 ${name}`;
}
