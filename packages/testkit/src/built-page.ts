import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const built = new URL("../../supervisor/dist/dashboard/", import.meta.url);

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

/** Loaded by index.html beside the entry, so no chunk of the manifest. */
const THEME_SCRIPT = "theme.js";
/** What is asked for at once: all that draws, and what is drawn below the workers. */
const AT_ONCE = ["src/draw.tsx", "src/past/past-panels.tsx"];

/** The chunks that the page begins with. */
export function firstViewChunks(manifest: Manifest): string[] {
  return [...Object.keys(manifest).filter((name) => manifest[name]?.isEntry), ...AT_ONCE];
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

/** All code that comes before anything is asked for. */
export function firstViewFiles(manifest: Manifest): Set<string> {
  return filesOf(manifest, firstViewChunks(manifest)).add(THEME_SCRIPT);
}

export function gzippedBytes(files: Iterable<string>): number {
  let total = 0;
  for (const file of files) {
    total += gzipSync(readFileSync(fileURLToPath(new URL(file, built)))).length;
  }
  return total;
}
