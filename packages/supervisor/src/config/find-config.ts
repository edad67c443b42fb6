import { existsSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { UsageError } from "../options/usage-error.ts";

const EXTENSIONS = [".ts", ".mts", ".js", ".mjs", ".json"];
const DEFAULT_NAMES = EXTENSIONS.map((extension) => `clusterdeck.config${extension}`);

/**
 * The configuration file to be read.
 *
 * @param asked what `--config` said
 * @returns absolute; null when none was asked for and none is there
 * @throws UsageError
 */
export function findConfig(asked: string | undefined, folder: string): string | null {
  if (asked !== undefined) return askedFile(asked, folder);
  const [name, other] = DEFAULT_NAMES.filter((one) => existsSync(join(folder, one)));
  if (name === undefined) return null;
  if (other === undefined) return join(folder, name);
  throw new UsageError(`there are ${name} and ${other}: keep one, or choose one with --config`);
}

function askedFile(asked: string, folder: string): string {
  const file = resolve(folder, asked);
  if (!existsSync(file)) throw new UsageError(`--config: there is no file "${asked}"`);
  if (!statSync(file).isFile() || !EXTENSIONS.includes(extname(file))) {
    throw new UsageError(`--config takes a file that ends in ${EXTENSIONS.join(", ")}`);
  }
  return file;
}
