import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findConfig } from "../../../src/config/find-config.ts";
import { loadConfig } from "../../../src/config/load-config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clusterdeck-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe("the configuration file", () => {
  it("is found by its name, in this folder alone", () => {
    expect(findConfig(undefined, folder)).toBeNull();
    const file = write("clusterdeck.config.mjs", "");
    expect(findConfig(undefined, folder)).toBe(file);
    expect(findConfig(undefined, join(folder, "inner"))).toBeNull();
  });

  it("is asked for when there are two", () => {
    write("clusterdeck.config.ts", "");
    const file = write("clusterdeck.config.json", "");
    expect(() => findConfig(undefined, folder)).toThrow(
      "there are clusterdeck.config.ts and clusterdeck.config.json: keep one, or choose one with --config",
    );
    expect(findConfig("clusterdeck.config.json", folder)).toBe(file);
  });

  it("that was asked for and is not there, or of no known kind, is told", () => {
    expect(() => findConfig("no.ts", folder)).toThrow('--config: there is no file "no.ts"');
    write("deck.yaml", "");
    expect(() => findConfig("deck.yaml", folder)).toThrow("--config takes a file that ends in .ts");
    expect(() => findConfig(".", folder)).toThrow("--config takes a file that ends in .ts");
  });

  it.each([
    ["a.json", '{ "workers": 2 }'],
    ["a.mjs", "export default { workers: 2 };"],
    ["a.js", "module.exports = { workers: 2 };"],
    ["a.ts", "const workers: number = 2;\nexport default { workers };"],
    ["a.mts", "export default async (): Promise<object> => ({ workers: 2 });"],
  ])("%s is read", async (name, text) => {
    expect((await loadConfig(write(name, text))).options).toEqual({ workers: 2 });
  });

  it.each([
    ["b.json", "{ workers: 2 }", /^b\.json cannot be read: .*JSON/],
    ["b.json", '{ "__proto__": { "workers": 2 } }', /^b\.json cannot be read: .*forbidden/],
    ["b.mjs", "export const workers = 2;", /^b\.mjs cannot be read: it has no default export/],
    ["b.ts", "\nexport default { a: 1,, };", /^b\.ts cannot be read: .+ \(line 2\)$/],
    ["c.mjs", "\nexport default { a: 1,, };", /^c\.mjs cannot be read: .+ \(line 2\)$/],
    [
      "b.ts",
      'throw new Error("no database\\nhere");',
      /^b\.ts cannot be read: no database \(line 1\)$/,
    ],
    [
      "b.ts",
      '\nexport default () => { throw new Error("off"); };',
      /^b\.ts: its function has thrown: off \(line 2\)$/,
    ],
    [
      "d.mjs",
      "\nexport default () => ({}).a.b;",
      /^d\.mjs: its function has thrown: .+'b'\) \(line 2\)$/,
    ],
    ["e.mjs", "export default new Map();", /^e\.mjs: a configuration is an object/],
    [
      "f.mjs",
      'import "nowhere-to-be-found"; export default {};',
      /^f\.mjs cannot be read: Cannot find package 'nowhere/,
    ],
    ["b.ts", "export default { workers: -2 };", /^b\.ts: workers takes a number/],
  ])("%s with %s is told in one line", async (name, text, message) => {
    await expect(loadConfig(write(name, text))).rejects.toThrow(message);
  });

  it("that holds a token and can be read by others is warned about", async () => {
    const file = write("c.json", '{ "token": "a-token-in-the-file" }');
    chmodSync(file, 0o644);
    expect((await loadConfig(file)).warnings).toEqual([
      "c.json: token can be read by other users of this machine: leave it out and set CLUSTERDECK_TOKEN, or chmod 600 c.json",
    ]);
    chmodSync(file, 0o600);
    expect((await loadConfig(file)).warnings).toEqual([]);
  });
});
