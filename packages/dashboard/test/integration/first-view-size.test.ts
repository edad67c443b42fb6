import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const LIMIT_BYTES = 130_000;
const built = new URL("../../../supervisor/dist/dashboard/", import.meta.url);

interface ManifestEntry {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Chunks that come with it; those in `dynamicImports` come later, or never. */
  readonly imports?: readonly string[];
}

function readManifest(): Record<string, ManifestEntry> {
  const path = fileURLToPath(new URL(".vite/manifest.json", built));
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, ManifestEntry>;
  } catch (error) {
    throw new Error("The dashboard is not built: run `pnpm run build` first.", { cause: error });
  }
}

test("the first view of the page needs at most 130 kB of JavaScript, gzipped", () => {
  const manifest = readManifest();
  const files = new Set<string>();
  const visit = (name: string) => {
    const entry = manifest[name];
    if (entry === undefined || files.has(entry.file)) return;
    files.add(entry.file);
    entry.imports?.forEach(visit);
  };
  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry);
  entries.forEach(visit);

  const sizes = [...files].map((file) => ({
    file,
    gzippedBytes: gzipSync(readFileSync(fileURLToPath(new URL(file, built)))).length,
  }));
  const totalBytes = sizes.reduce((sum, { gzippedBytes }) => sum + gzippedBytes, 0);

  expect(entries).not.toHaveLength(0);
  expect(totalBytes, `${totalBytes} bytes: ${JSON.stringify(sizes)}`).toBeLessThanOrEqual(
    LIMIT_BYTES,
  );
});
