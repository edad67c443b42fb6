import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { root } from "./root.mjs";
import { runNode } from "./run.mjs";

const TSC = join(root, "node_modules", "typescript", "bin", "tsc");
const EMITTED = join(root, ".cache", "declarations");
/** What the supervisor's sources import it as; it is not published, so its types go along. */
const SHARED = "@clusterdeck/shared";
const IMPORT = /(from |import\()"([^"]+)"/g;

/**
 * Writes the types of the published API, and of all that they are made of, beside the module.
 *
 * @param {string} dist
 * @returns {Promise<import("./run.mjs").RunResult>}
 */
export async function buildDeclarations(dist) {
  rmSync(EMITTED, { recursive: true, force: true });
  for (const name of ["supervisor", "shared"]) {
    const folder = join(root, "packages", name);
    const result = await runNode(
      [
        TSC,
        "--project",
        // Without the tests, some of which use what is made here.
        join(folder, "tsconfig.types.json"),
        "--noEmit",
        "false",
        "--declaration",
        "--emitDeclarationOnly",
        "--rootDir",
        folder,
        "--outDir",
        join(EMITTED, name),
      ],
      { quiet: true },
    );
    if (result.code !== 0) return result;
  }
  copyReachable(join(dist, "types"));
  writeFileSync(join(dist, "index.d.ts"), 'export * from "./types/supervisor/src/index.js";\n');
  return { code: 0, output: "" };
}

/** @param {string} target */
function copyReachable(target) {
  const files = new Set(["supervisor/src/index.d.ts"]);
  for (const file of files) {
    const text = readFileSync(join(EMITTED, file), "utf8").replaceAll(
      IMPORT,
      (whole, keyword, name) => {
        const path = emittedPath(file, name);
        if (path === null) return whole;
        files.add(path);
        const from = relative(dirname(file), path).split(sep).join("/");
        const dotted = from.startsWith(".") ? from : `./${from}`;
        return `${keyword}"${dotted.replace(/\.d\.ts$/, ".js")}"`;
      },
    );
    const place = join(target, file);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/**
 * The declarations that an import leads to; null when it is of another package.
 *
 * @param {string} file
 * @param {string} name
 */
function emittedPath(file, name) {
  if (name === SHARED) return "shared/src/index.d.ts";
  if (name.startsWith(`${SHARED}/`)) return `shared/src/${name.slice(SHARED.length + 1)}.d.ts`;
  if (!name.startsWith(".")) return null;
  return posix.join(posix.dirname(file), name.replace(/\.ts$/, ".d.ts"));
}
