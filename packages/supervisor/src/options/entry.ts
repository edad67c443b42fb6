import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { plain } from "../log/clean.ts";
import { loaderFlags } from "./typescript-loader.ts";
import type { ConfigKeys } from "./option-name.ts";
import { UsageError } from "./usage-error.ts";

export interface Entry {
  /** Absolute. */
  readonly file: string;
  /** The package's name, else the file's. */
  readonly name: string;
  /** Node flags the workers need to load it. */
  readonly nodeFlags: readonly string[];
}

/** @throws UsageError when there is no such file, or nothing that could run it */
export function resolveEntry(given: string, nodeVersion: string, config?: ConfigKeys): Entry {
  const file = resolve(given);
  const what = config?.keys.has("entry") === true ? `${config.name}: entry` : "the entry";
  if (!existsSync(file)) {
    throw new UsageError(`${what} "${given}" does not exist: give the file that starts your app`);
  }
  if (statSync(file).isDirectory()) {
    const main = mainOf(file);
    const hint = main === null ? "" : `, for example ${join(given, main)}`;
    throw new UsageError(
      `${what} "${given}" is a folder: give the file that starts your app${hint}`,
    );
  }
  const isTypeScript = [".ts", ".mts", ".cts", ".tsx"].includes(extname(file));
  return {
    file,
    name: plain(packageName(dirname(file)) ?? basename(file)),
    nodeFlags: isTypeScript ? typeScriptFlags(file, nodeVersion) : [],
  };
}

function typeScriptFlags(file: string, nodeVersion: string): string[] {
  const ofProject = loaderFlags(dirname(file));
  if (ofProject !== null) return ofProject;
  const flags = typeStrippingFlags(nodeVersion);
  if (flags !== null && extname(file) !== ".tsx") return flags;
  throw new UsageError(
    `Node ${nodeVersion} does not run TypeScript by itself: install tsx in the app's project (npm install --save-dev tsx)`,
  );
}

/** Node strips types by itself from 22.18 and 23.6, and behind a flag from 22.6. */
export function typeStrippingFlags(nodeVersion: string): string[] | null {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
  if (major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return [];
  if (major === 23 || (major === 22 && minor >= 6)) return ["--experimental-strip-types"];
  return null;
}

function readPackage(folder: string): { name?: unknown; main?: unknown } | null {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as object;
  } catch {
    return null;
  }
}

function mainOf(folder: string): string | null {
  const main = readPackage(folder)?.main;
  const candidates = [typeof main === "string" ? main : null, "index.js", "server.js", "app.js"];
  return candidates.find((name) => name !== null && existsSync(join(folder, name))) ?? null;
}

function packageName(folder: string): string | null {
  const name = readPackage(folder)?.name;
  if (typeof name === "string") return name;
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, "package.json")) ? null : packageName(parent);
}
