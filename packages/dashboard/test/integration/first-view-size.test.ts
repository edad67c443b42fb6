import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const FIRST_VIEW_LIMIT_BYTES = 130_000;
/** What recharts and the charts weighed when this was written, 102 627 bytes, and 5 %. */
const CHARTS_LIMIT_BYTES = 107_750;
const CHARTS = "src/totals/total-chart.tsx";
/** Loaded by index.html beside the entry, so no chunk of the manifest. */
const THEME_SCRIPT = "theme.js";
/** What the entry asks for at once: all that draws. */
const DRAWS = "src/draw.tsx";

const built = new URL("../../../supervisor/dist/dashboard/", import.meta.url);

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Chunks that come with it. */
  readonly imports?: readonly string[];
  /** Chunks that come later, or never. */
  readonly dynamicImports?: readonly string[];
}

type Manifest = Readonly<Record<string, ManifestEntry>>;

function readManifest(): Manifest {
  const path = fileURLToPath(new URL(".vite/manifest.json", built));
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Manifest;
  } catch (error) {
    throw new Error("The dashboard is not built: run `pnpm run build` first.", { cause: error });
  }
}

/** The files that these chunks and all that they import statically are made of. */
function filesOf(manifest: Manifest, names: readonly string[]): Set<string> {
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

function gzippedBytes(files: Iterable<string>): number {
  let total = 0;
  for (const file of files) {
    total += gzipSync(readFileSync(fileURLToPath(new URL(file, built)))).length;
  }
  return total;
}

const firstOf = (manifest: Manifest) => [
  ...Object.keys(manifest).filter((name) => manifest[name]?.isEntry),
  DRAWS,
];

test("the first view of the page needs at most 130 kB of JavaScript, gzipped", () => {
  const manifest = readManifest();
  const chunks = firstOf(manifest);
  const bytes = gzippedBytes([THEME_SCRIPT, ...filesOf(manifest, chunks)]);

  console.log(`first view: ${bytes} bytes gzipped`);
  expect(chunks.length).toBeGreaterThan(1);
  expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_LIMIT_BYTES);
});

test("the charts come in a chunk of their own after the first view, of a bounded size", () => {
  const manifest = readManifest();
  const chunks = firstOf(manifest);
  const firstView = filesOf(manifest, chunks);
  const charts = [...filesOf(manifest, [CHARTS])].filter((file) => !firstView.has(file));
  const bytes = gzippedBytes(charts);

  console.log(`charts: ${bytes} bytes gzipped`);
  expect(chunks.flatMap((name) => manifest[name]?.dynamicImports ?? [])).toContain(CHARTS);
  expect(charts).not.toHaveLength(0);
  expect(bytes).toBeLessThanOrEqual(CHARTS_LIMIT_BYTES);
});
