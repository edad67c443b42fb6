import { expect, test } from "vitest";
import {
  filesOf,
  firstViewChunks,
  firstViewFiles,
  gzippedBytes,
  readManifest,
} from "@clusterdeck/testkit/built-page";

const FIRST_VIEW_LIMIT_BYTES = 130_000;
/** What recharts and the charts weighed when this was written, 102 627 bytes, and 5 %. */
const CHARTS_LIMIT_BYTES = 107_750;
const CHARTS = "src/totals/total-chart.tsx";

test("the first view of the page needs at most 130 kB of JavaScript, gzipped", () => {
  const files = firstViewFiles(readManifest());
  const bytes = gzippedBytes(files);

  console.log(`first view: ${bytes} bytes gzipped`);
  expect(files.size).toBeGreaterThan(2);
  expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_LIMIT_BYTES);
});

test("the charts come in a chunk of their own after the first view, of a bounded size", () => {
  const manifest = readManifest();
  const firstView = firstViewFiles(manifest);
  const charts = [...filesOf(manifest, [CHARTS])].filter((file) => !firstView.has(file));
  const bytes = gzippedBytes(charts);

  console.log(`charts: ${bytes} bytes gzipped`);
  expect(
    firstViewChunks(manifest).flatMap((name) => manifest[name]?.dynamicImports ?? []),
  ).toContain(CHARTS);
  expect(charts).not.toHaveLength(0);
  expect(bytes).toBeLessThanOrEqual(CHARTS_LIMIT_BYTES);
});
