import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keptToken, rotatedToken } from "../../src/token/token-file.ts";
import { watchToken } from "../../src/token/token-watch.ts";

test("a token that was changed before the watch began is told like one that is changed later", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clusterdeck-token-"));
  const file = join(folder, "token");
  const known = keptToken(file).token;
  const { token } = rotatedToken(file);
  let unwatch = () => {};
  const told = await new Promise((resolve) => {
    unwatch = watchToken(file, known, resolve);
  });
  unwatch();
  rmSync(folder, { recursive: true });
  expect(told).toBe(token);
});
