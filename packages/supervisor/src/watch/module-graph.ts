import { readFile, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { candidatesOf, importsOf } from "./imports.ts";

/** Far beyond what one app has of its own; a guard against a graph that does not end. */
const MOST_FILES = 5_000;
/** A module is smaller; a bundle of megabytes imports nothing of the app's. */
const LARGEST_BYTES = 2_000_000;

/**
 * The files that an entry leads to, itself first, by what they name; and those that they name and
 * that are not there, which mend the app when they come. Packages in node_modules are left out, but
 * for those that are linked there from elsewhere. What is named by an expression is not found; of
 * CommonJS the workers tell what they have loaded.
 */
export async function moduleGraph(entry: string): Promise<string[]> {
  const found = new Set<string>([entry]);
  const missing: string[] = [];
  for (const file of found) {
    if (found.size >= MOST_FILES) break;
    for (const name of importsOf(await textOf(file))) {
      if (isPath(name)) {
        const candidates = candidatesOf(resolve(dirname(file), name));
        const path = await firstFile(candidates);
        if (path === null) missing.push(...candidates);
        else found.add(path);
      } else {
        const path = await packageFile(name, file);
        if (path !== null) found.add(path);
      }
    }
  }
  return [...found, ...missing].filter(isOwn);
}

function isPath(name: string): boolean {
  return /^(?:\.{1,2})?\//.test(name);
}

/** Not of an installed package. */
export function isOwn(path: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(path);
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    return size > LARGEST_BYTES ? "" : await readFile(file, "utf8");
  } catch {
    return "";
  }
}

/** Of a package that is linked from elsewhere; null of an installed one. */
async function packageFile(name: string, from: string): Promise<string | null> {
  try {
    const path = await realpath(createRequire(from).resolve(name));
    return isOwn(path) ? path : null;
  } catch {
    // Built in, or not installed, or for `import` alone.
    return null;
  }
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    try {
      if ((await stat(path)).isFile()) return await realpath(path);
    } catch {
      // The next one, then.
    }
  }
  return null;
}
