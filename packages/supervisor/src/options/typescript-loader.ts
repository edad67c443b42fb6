import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "./usage-error.ts";

interface Loader {
  readonly packageName: string;
  /** As its `exports` name it. */
  readonly subpath: string;
  readonly flag: "--import" | "--require";
}

/** Loaders that a TypeScript project may have, in the order in which they are looked for. */
const LOADERS: readonly Loader[] = [
  { packageName: "tsx", subpath: ".", flag: "--import" },
  { packageName: "@oxc-node/core", subpath: "./register", flag: "--import" },
  { packageName: "@swc-node/register", subpath: "./esm-register", flag: "--import" },
  { packageName: "ts-node", subpath: "./register", flag: "--require" },
];

/**
 * The flags by which the loader of the app's own project is loaded into a worker; null where the
 * project has none.
 *
 * @param from the folder of the app's entry
 * @throws UsageError when a loader is there and cannot be loaded
 */
export function loaderFlags(from: string): string[] | null {
  for (const loader of LOADERS) {
    const folder = packageFolder(loader.packageName, from);
    if (folder === null) continue;
    const file = exportedFile(folder, loader);
    if (file !== null) return [loader.flag, isImport(loader) ? pathToFileURL(file).href : file];
    throw new UsageError(
      `${folder} has no "${loader.subpath}" that could load TypeScript: install a newer ${loader.packageName}`,
    );
  }
  return null;
}

/** In the app's own project, not wherever else `require` would look (`NODE_PATH`). */
function packageFolder(name: string, from: string): string | null {
  const folder = join(from, "node_modules", name);
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  return parent === from ? null : packageFolder(name, parent);
}

/**
 * What `import` or `require` would take. `createRequire` knows the conditions of `require` alone,
 * and `import.meta.resolve` takes no other place to start from.
 */
function exportedFile(folder: string, loader: Loader): string | null {
  try {
    const text = readFileSync(join(folder, "package.json"), "utf8");
    const { exports } = JSON.parse(text) as { exports?: unknown };
    const conditions = ["node", isImport(loader) ? "import" : "require", "default"];
    const target = targetOf(subpathOf(exports, loader.subpath), conditions);
    const file = target === null ? null : join(folder, target);
    return file !== null && existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function subpathOf(exports: unknown, subpath: string): unknown {
  if (!isRecord(exports)) return subpath === "." ? exports : undefined;
  const hasSubpaths = Object.keys(exports).some((key) => key.startsWith("."));
  if (!hasSubpaths) return subpath === "." ? exports : undefined;
  return exports[subpath];
}

/** The first condition that holds, in the order of the package (Node's "conditional exports"). */
function targetOf(target: unknown, conditions: readonly string[]): string | null {
  if (typeof target === "string") return target;
  if (!isRecord(target)) return null;
  for (const [condition, inner] of Object.entries(target)) {
    const found = conditions.includes(condition) ? targetOf(inner, conditions) : null;
    if (found !== null) return found;
  }
  return null;
}

function isImport({ flag }: Loader): boolean {
  return flag === "--import";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
