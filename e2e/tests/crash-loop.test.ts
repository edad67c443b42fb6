import { writeFile } from "node:fs/promises";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("an app that crashes at boot: each tile says why, and gives up after a few tries", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2, entry: "examples/crash-at-boot/server.js" });
  const deck = await openDeck(page, supervisor);

  for (const slot of [1, 2]) {
    await expect(deck.tile(slot)).toContainText("Failed");
    await expect(deck.tile(slot)).toContainText("TypeError: Cannot read properties of undefined");
    const { state, pid, lastExit } = await supervisor.worker(slot);
    expect({ state, pid }).toEqual({ state: "failed", pid: null });
    expect(lastExit).toMatchObject({ code: 1, signal: null, cause: "boot-failure" });
  }
});

test("retry a crash loop once the app is repaired: the worker serves", async ({
  page,
  supervise,
  load,
}, testInfo) => {
  const repairFile = testInfo.outputPath("repaired");
  const supervisor = await supervise({
    workers: 1,
    entry: "e2e/apps/crashes-until-repaired.js",
    env: { REPAIR_FILE: repairFile },
  });
  const deck = await openDeck(page, supervisor);
  await expect(deck.tile(1)).toContainText("Failed");
  await expect(deck.tile(1)).toContainText("RangeError: The app has not been repaired yet");
  const latched = await supervisor.worker(1);

  await writeFile(repairFile, "");
  await deck.retryButton(1).click();

  await deck.expectServing(1);
  const { generation, pid } = await supervisor.worker(1);
  expect(generation).toBe(latched.generation + 1);
  await expect(deck.pid(1)).toHaveText(`${pid}`);
  await expect(deck.retryButton(1)).toBeHidden();
  await load(supervisor).answers(10);
});

test("retry a crash loop while the app is still broken: it is tried again, and given up again", async ({
  page,
  supervise,
}, testInfo) => {
  const supervisor = await supervise({
    workers: 1,
    entry: "e2e/apps/crashes-until-repaired.js",
    env: { REPAIR_FILE: testInfo.outputPath("never-there") },
  });
  const deck = await openDeck(page, supervisor);
  await expect(deck.tile(1)).toContainText("Failed");
  const latched = await supervisor.worker(1);

  await deck.retryButton(1).click();

  await expect
    .poll(async () => (await supervisor.worker(1)).generation)
    .toBeGreaterThan(latched.generation);
  await expect(deck.tile(1)).toContainText("Failed");
  await expect(deck.tile(1)).toContainText("RangeError: The app has not been repaired yet");
});
