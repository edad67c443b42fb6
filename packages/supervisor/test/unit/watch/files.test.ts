import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGitIgnored, isNoSource } from "../../../src/watch/ignored.ts";
import { candidatesOf, importsOf } from "../../../src/watch/imports.ts";
import { createKnownFiles } from "../../../src/watch/known-files.ts";
import { moduleGraph } from "../../../src/watch/module-graph.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "clusterdeck-watch-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("what a module names", () => {
  it("is found in every form that stands there as a text", () => {
    const text = `
      import a, { b } from "./a.js";
      import './b.js';
      export * from "./c.js";
      const d = require('./d');
      const e = await import("./e.mjs");
      const f = require(name);
      import type { G } from "./g.ts";
    `;
    expect(importsOf(text)).toEqual(["./a.js", "./b.js", "./c.js", "./d", "./e.mjs", "./g.ts"]);
  });

  it("may be TypeScript, or without its ending", () => {
    expect(candidatesOf("/x/a.js").slice(0, 2)).toEqual(["/x/a.js", "/x/a.ts"]);
    expect(candidatesOf("/x/a")).toContain("/x/a.ts");
    expect(candidatesOf("/x/a")).toContain("/x/a/index.js");
  });
});

describe("the module graph", () => {
  it("holds what the entry leads to, round in circles too, and no installed package", async () => {
    const entry = write("server.js", `import "./lib/a.js"; import "left-pad"; import "node:fs";`);
    const a = write("lib/a.js", `import "./b.js"; import "../server.js";`);
    const b = write("lib/b.ts", `import "./gone.js";`);
    write("lib/unused.js", "");
    write("node_modules/left-pad/package.json", `{ "name": "left-pad", "main": "index.js" }`);
    write("node_modules/left-pad/index.js", "");
    const graph = await moduleGraph(entry);
    expect(graph.slice(0, 3)).toEqual([entry, a, b]);
    // What is named and not there would mend the app when it comes.
    expect(graph).toContain(join(folder, "lib/gone.ts"));
    expect(graph.filter((path) => !path.startsWith(join(folder, "lib/gone")))).toHaveLength(3);
  });
});

describe("what git ignores", () => {
  it("is known by the lists of all folders, the nearest last", () => {
    write(".git/HEAD", "");
    write(".git/info/exclude", "private\n");
    write(".gitignore", "*.log\n/dist/\n");
    write("lib/.gitignore", "!keep.log\n");
    const git = createGitIgnored();
    const has = (name: string) => git.has(join(folder, name), false);
    expect(["a.js", "lib/a.js", "lib/keep.log", "lib/dist/a.js"].filter(has)).toEqual([]);
    expect(["a.log", "lib/a.log", "private", "dist/a.js"].filter((name) => !has(name))).toEqual([]);
    expect(git.topOf(join(folder, "dist/lib/a.js"))).toBe(join(folder, "dist"));
    expect(git.topOf(join(folder, "a.log"))).toBe(join(folder, "a.log"));
    expect(git.topOf(join(folder, "a.js"))).toBeNull();
  });

  it("is what the file's own repository says, whatever one around it ignores", () => {
    write(".git/HEAD", "");
    write(".gitignore", "*\n");
    write("app/.git/HEAD", "");
    write("app/.gitignore", "dist/\n");
    const git = createGitIgnored();
    expect(git.topOf(join(folder, "app/lib/a.js"))).toBeNull();
    expect(git.topOf(join(folder, "app/dist/a.js"))).toBe(join(folder, "app/dist"));
  });

  it("and what editors write while they save is no source", () => {
    for (const name of ["a.js~", ".a.js.swp", "4913", ".#a.js", "#a.js#", "node_modules/x/a.js"]) {
      expect(isNoSource(`/app/${name}`), name).toBe(true);
    }
    expect(isNoSource("/app/a.js")).toBe(false);
  });
});

describe("a file that is known", () => {
  it("has changed when its contents have, or when it is gone", async () => {
    const file = write("a.js", "one");
    const known = createKnownFiles();
    await known.learn([file], Date.now());
    write("a.js", "one");
    expect(await known.changed([file])).toEqual([]);
    write("a.js", "two");
    expect(await known.changed([file])).toEqual([file]);
    expect(await known.changed([file])).toEqual([]);
    rmSync(file);
    expect(await known.changed([file])).toEqual([file]);
  });

  it("is late when it was written after its process was forked", async () => {
    const [early, late] = [write("early.js", ""), write("late.js", "")];
    utimesSync(early, 1_000, 1_000);
    utimesSync(late, 3_000, 3_000);
    expect(await createKnownFiles().learn([early, late], 2_000_000)).toEqual([late]);
  });
});
