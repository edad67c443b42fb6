import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Folders that hold results, not sources. */
const RESULTS = new Set(["node_modules", "dist", ".cache"]);

/**
 * Every file at or below the given paths, in a stable order. Paths that do not exist have none.
 *
 * @param {string[]} paths
 * @returns {string[]}
 */
function filesOf(paths) {
  return paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return [];
    if (!stats.isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => !RESULTS.has(name));
    return filesOf(names.sort().map((name) => join(path, name)));
  });
}

/**
 * One hash over the names and contents of files: contents rather than times, so that a fresh clone
 * and a changed branch are both seen for what they are.
 *
 * @param {string} base the folder that names are relative to
 * @param {string[]} paths files and folders, absolute
 * @param {string} [more] anything else that the result depends on
 */
export function fingerprint(base, paths, more = "") {
  const hash = createHash("sha256").update(more);
  for (const file of filesOf(paths)) {
    hash.update(`\0${relative(base, file)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/**
 * Whether the stamp says that the work of this fingerprint is done.
 *
 * @param {string} stamp
 * @param {string} wanted
 */
export function isStamped(stamp, wanted) {
  try {
    return readFileSync(stamp, "utf8") === wanted;
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} done
 */
export function writeStamp(stamp, done) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, done);
}
