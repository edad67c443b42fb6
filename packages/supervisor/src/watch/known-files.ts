import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";

/** Larger ones count as changed whenever they are written. */
const LARGEST_BYTES = 5_000_000;

/** What a file holds, in a few bytes; null for one that is not there. */
type Contents = string | null;

/** The files that the app was made of when they were last looked at. */
export interface KnownFiles {
  readonly has: (path: string) => boolean;
  readonly paths: () => readonly string[];
  /** @returns those that were written since, and are another thing than the app has loaded */
  readonly learn: (paths: readonly string[], loadedMs: number) => Promise<string[]>;
  /** Of these, those whose contents are not what they were; from then on they are known so. */
  readonly changed: (paths: readonly string[]) => Promise<string[]>;
}

export function createKnownFiles(): KnownFiles {
  const known = new Map<string, Contents>();
  return {
    has: (path) => known.has(path),
    paths: () => [...known.keys()],
    learn: async (paths, loadedMs) => {
      const late: string[] = [];
      for (const path of paths) {
        if (known.has(path)) continue;
        known.set(path, await contentsOf(path));
        // After its contents were read: written just before, it is late, and not taken for what was
        // loaded; written after, its contents are others than these.
        const writtenMs = await writtenAt(path);
        if (writtenMs !== null && writtenMs > loadedMs) late.push(path);
      }
      return late;
    },
    changed: async (paths) => {
      const looked = await Promise.all(
        paths.map(async (path) => ({ path, contents: await contentsOf(path) })),
      );
      const changed = looked.filter(
        ({ path, contents }) => !known.has(path) || known.get(path) !== contents,
      );
      for (const { path, contents } of changed) known.set(path, contents);
      return changed.map(({ path }) => path);
    },
  };
}

async function writtenAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}

async function contentsOf(path: string): Promise<Contents> {
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > LARGEST_BYTES) return `${size} ${mtimeMs}`;
    return createHash("sha1")
      .update(await readFile(path))
      .digest("base64");
  } catch {
    return null;
  }
}
