import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loaderFlags } from "../../src/options/typescript-loader.ts";

let project = "";
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "clusterdeck-loader-"));
});
afterEach(() => rmSync(project, { recursive: true }));

/** A package as it is published: its exports, and the file that they lead to. */
function install(name: string, exports: unknown, file: string): string {
  const folder = join(project, "node_modules", name);
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, exports }));
  writeFileSync(path, "");
  return path;
}

test.each([
  ["tsx", { ".": "./dist/loader.mjs" }, "dist/loader.mjs"],
  [
    "@oxc-node/core",
    { ".": { import: "./index.js" }, "./register": { import: "./register.mjs" } },
    "register.mjs",
  ],
  [
    "@swc-node/register",
    { "./register": { require: "./lib/register.js" }, "./esm-register": { import: "./esm/r.mjs" } },
    "esm/r.mjs",
  ],
])("an app in TypeScript is loaded by its project's %s", (name, exports, file) => {
  const path = install(name, exports, file);
  expect(loaderFlags(join(project, "src"))).toEqual(["--import", pathToFileURL(path).href]);
});

test("an app in TypeScript is loaded by its project's ts-node, which is required", () => {
  const path = install("ts-node", { "./register": "./register/index.js" }, "register/index.js");
  expect(loaderFlags(project)).toEqual(["--require", path]);
});

test("of several loaders the first that is known is taken, and without one there is none", () => {
  expect(loaderFlags(project)).toBeNull();
  install("ts-node", { "./register": "./register/index.js" }, "register/index.js");
  install("tsx", { ".": "./dist/loader.mjs" }, "dist/loader.mjs");
  expect(loaderFlags(project)?.[0]).toBe("--import");
});

test("a loader that is too old to have what is needed is told by name", () => {
  install("@oxc-node/core", { ".": "./index.js" }, "index.js");
  expect(() => loaderFlags(project)).toThrow(/install a newer @oxc-node\/core/);
});
