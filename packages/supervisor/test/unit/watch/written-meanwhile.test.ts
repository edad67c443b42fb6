import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { createKnownFiles } from "../../../src/watch/known-files.ts";

const meanwhile = vi.hoisted(() => ({ beforeRead: () => {} }));

vi.mock("node:fs/promises", async (original) => {
  const files = await original<typeof Files>();
  const readFile = (path: string) => {
    meanwhile.beforeRead();
    return files.readFile(path);
  };
  return { ...files, readFile };
});

it("a file that is written just before its contents are read is late, and not taken for what was loaded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clusterdeck-watch-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a.js");
  writeFileSync(file, "one");
  utimesSync(file, 1_000, 1_000);
  meanwhile.beforeRead = () => writeFileSync(file, "two");
  expect(await createKnownFiles().learn([file], 2_000_000)).toEqual([file]);
});
