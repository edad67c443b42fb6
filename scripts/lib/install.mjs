import { existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isStamped, writeStamp } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";
import { readManifest, workspaceFolders } from "./workspace.mjs";

// In node_modules, so that who deletes that folder deletes the stamp as well.
const STAMP = join(root, "node_modules", ".cache", "clusterdeck", "installed");

/** Names every package whose node_modules should be there and is not. */
function foldersWithoutModules() {
  return workspaceFolders().filter((folder) => {
    const { dependencies, devDependencies } = readManifest(folder);
    const wanted = Object.keys({ ...dependencies, ...devDependencies });
    return wanted.length > 0 && !existsSync(join(folder, "node_modules"));
  });
}

/**
 * Installs the locked dependencies when a manifest or the lockfile has changed since the last time,
 * or an installed folder is gone. The machine needs npm alone: the script `pnpm` brings pnpm.
 *
 * @returns {Promise<import("./run.mjs").RunResult & { upToDate: boolean }>}
 */
export async function install() {
  const manifests = workspaceFolders().map((folder) => join(folder, "package.json"));
  const locks = ["pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => join(root, name));
  // Some dependencies are binaries of one platform.
  const platform = `${process.platform}-${process.arch}`;
  const wanted = fingerprint(root, [...locks, ...manifests], platform);
  if (isStamped(STAMP, wanted) && foldersWithoutModules().length === 0) {
    return { code: 0, output: "", upToDate: true };
  }
  const args = ["run", "pnpm", "--", "install", "--frozen-lockfile"];
  const result = await run("npm", args, { quiet: true });
  if (result.code === 0) writeStamp(STAMP, wanted);
  return { ...result, upToDate: false };
}
