import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const built = new URL("../../../supervisor/dist/dashboard/", import.meta.url);

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Chunks that come with it. */
  readonly imports?: readonly string[];
  /** Chunks that come later, or never. */
  readonly dynamicImports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestEntry>>;

export function readManifest(): Manifest {
  const path = fileURLToPath(new URL(".vite/manifest.json", built));
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch (error) {
    throw new Error("The dashboard is not built: run `pnpm run build` first.", { cause: error });
  }
}

/** What the page begins with. */
export function entriesOf(manifest: Manifest): string[] {
  return Object.keys(manifest).filter((name) => manifest[name]?.isEntry);
}

/** The files that these chunks and all that they import statically are made of. */
export function filesOf(manifest: Manifest, names: readonly string[]): Set<string> {
  const files = new Set<string>();
  const visit = (name: string) => {
    const entry = manifest[name];
    if (entry === undefined) throw new Error(`The build has no chunk ${name}.`);
    if (files.has(entry.file)) return;
    files.add(entry.file);
    entry.imports?.forEach(visit);
  };
  names.forEach(visit);
  return files;
}

export function gzippedBytes(files: Iterable<string>): number {
  let total = 0;
  for (const file of files) {
    total += gzipSync(readFileSync(fileURLToPath(new URL(file, built)))).length;
  }
  return total;
}
