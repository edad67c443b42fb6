import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import secureJson from "secure-json-parse";
import { UsageError } from "../options/usage-error.ts";
import { firstLine } from "./first-line.ts";

/** Built beside this file: what `import … from "clusterdeck"` gives where it is not installed. */
const PACKAGE_FILE = fileURLToPath(new URL("./index.js", import.meta.url));

/**
 * What a configuration file exports; of a function, what it returns.
 *
 * @throws UsageError when it cannot be read, or breaks
 */
export async function importConfig(file: string): Promise<unknown> {
  try {
    const exported = await exportOf(file);
    return typeof exported === "function" ? await (exported as () => unknown)() : exported;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${basename(file)} cannot be read: ${firstLine(reason)}`);
  }
}

async function exportOf(file: string): Promise<unknown> {
  const extension = extname(file);
  if (extension === ".json") return secureJson.parse(readFileSync(file, "utf8"));
  const module = extension.endsWith("ts")
    ? await importTypeScript(file)
    : ((await import(pathToFileURL(file).href)) as object);
  if ("default" in module) return module.default;
  throw new Error("it has no default export; write export default defineConfig({ … })");
}

/** Not every release of Node that runs this package strips types. */
async function importTypeScript(file: string): Promise<object> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    alias: { clusterdeck: PACKAGE_FILE },
    fsCache: false,
    interopDefault: false,
  });
  return jiti.import<object>(file);
}
