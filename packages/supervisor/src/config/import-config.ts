import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import secureJson from "secure-json-parse";
import { UsageError } from "../options/usage-error.ts";
import { errorWords } from "./error-words.ts";
import { untilSettled } from "./until-settled.ts";

/** Built beside this file: what `import … from "clusterdeck"` gives where it is not installed. */
const PACKAGE_FILE = fileURLToPath(new URL("./index.js", import.meta.url));

/**
 * What a configuration file exports; of a function, what it returns.
 *
 * @throws UsageError when it cannot be read, breaks, or is never done
 */
export async function importConfig(file: string): Promise<unknown> {
  const name = basename(file);
  const exported = await untilSettled(name, async () => {
    try {
      return await exportOf(file);
    } catch (error) {
      throw new UsageError(`${name} cannot be read: ${errorWords(error, file)}`);
    }
  });
  if (typeof exported !== "function") return exported;
  return untilSettled(name, async () => {
    try {
      return await (exported as () => unknown)();
    } catch (error) {
      throw new UsageError(`${name}: its function has thrown: ${errorWords(error, file)}`);
    }
  });
}

async function exportOf(file: string): Promise<unknown> {
  const extension = extname(file);
  if (extension === ".json") return secureJson.parse(readFileSync(file, "utf8"));
  const module = extension.endsWith("ts") ? await importByJiti(file) : await importPlain(file);
  if ("default" in module) return module.default;
  throw new Error("it has no default export; write export default defineConfig({ … })");
}

async function importPlain(file: string): Promise<object> {
  try {
    return (await import(pathToFileURL(file).href)) as object;
  } catch (error) {
    if (!isPackageMissing(error)) throw error;
    // Of a module that could not be linked nothing has run.
    return importByJiti(file);
  }
}

/** Of ourselves, where we are started from elsewhere than the app's own packages. */
function isPackageMissing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes("Cannot find package 'clusterdeck'");
}

/** Not every release of Node that runs this package strips types. */
async function importByJiti(file: string): Promise<object> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    alias: { clusterdeck: PACKAGE_FILE },
    fsCache: false,
    interopDefault: false,
  });
  return jiti.import<object>(file);
}
