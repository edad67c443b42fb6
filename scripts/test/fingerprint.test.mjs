import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint, isStamped, writeStamp } from "../lib/fingerprint.mjs";

/** @type {string} */
let folder;
const current = () => fingerprint(folder, [folder]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clusterdeck-fingerprint-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "a.ts"), "a");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("what is built is built again", () => {
  test("not while the sources stay the same", () => {
    expect(current()).toBe(current());
  });

  test("when a file's content changes", () => {
    const before = current();
    writeFileSync(join(folder, "src", "a.ts"), "b");
    expect(current()).not.toBe(before);
  });

  test("when a file is added, renamed or removed", () => {
    const before = current();
    writeFileSync(join(folder, "src", "b.ts"), "");
    const added = current();
    renameSync(join(folder, "src", "b.ts"), join(folder, "src", "c.ts"));
    const renamed = current();
    rmSync(join(folder, "src", "c.ts"));
    expect(new Set([before, added, renamed]).size).toBe(3);
    expect(current()).toBe(before);
  });

  test("not when only results change", () => {
    const before = current();
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "a.js"), "a");
    expect(current()).toBe(before);
  });

  test("when its stamp is missing or of other sources", () => {
    const stamp = join(folder, ".cache", "built");
    expect(isStamped(stamp, "one")).toBe(false);
    writeStamp(stamp, "one");
    expect(isStamped(stamp, "one")).toBe(true);
    expect(isStamped(stamp, "two")).toBe(false);
  });
});
