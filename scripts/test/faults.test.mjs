import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../lib/root.mjs";

const ROW = /^\| (\d+) .*\| (\S+\.test\.ts) +\|$/gm;
const TITLE = /["'`]fault (\d+): /g;

/** The numbers in the titles of each test file, by its name; files of one name are taken together. */
function numbersByFile() {
  const byFile = new Map();
  for (const folder of ["packages/supervisor/test", "e2e/tests"]) {
    for (const path of readdirSync(join(root, folder), { encoding: "utf8", recursive: true })) {
      if (!path.endsWith(".test.ts")) continue;
      const text = readFileSync(join(root, folder, path), "utf8");
      const numbers = [...text.matchAll(TITLE)].map(([, number]) => Number(number));
      const name = basename(path);
      byFile.set(name, new Set([...(byFile.get(name) ?? []), ...numbers]));
    }
  }
  return byFile;
}

describe("docs/faults.md", () => {
  const text = readFileSync(join(root, "docs/faults.md"), "utf8");
  const rows = [...text.matchAll(ROW)].map(([, number, file]) => ({
    number: Number(number),
    file,
  }));
  const titles = numbersByFile();

  it("has a row for every fault", () => {
    const wanted = Array.from({ length: 44 }, (_, index) => index + 1);
    expect(rows.map((row) => row.number)).toEqual(wanted);
  });

  it.each(rows)("fault $number has a test in $file with its number", ({ number, file }) => {
    expect([...(titles.get(file) ?? [])]).toContain(number);
  });

  it("knows every fault that a title names", () => {
    const known = new Set(rows.map((row) => row.number));
    for (const numbers of titles.values()) for (const one of numbers) expect(known).toContain(one);
  });
});
