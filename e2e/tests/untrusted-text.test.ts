import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LOGS_PATH, type LogPage } from "@clusterdeck/shared";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const APP = fileURLToPath(
  new URL("../../packages/supervisor/test/fixtures/writes-markup.js", import.meta.url),
);
const IMAGE = '<img src=x onerror="window.hacked=1">';
const NAME = `app ${IMAGE}\u001B]8;;http://evil.test/\u0007link\u001B]8;;\u0007`;
// eslint-disable-next-line no-control-regex -- what must not get out is looked for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;
// eslint-disable-next-line no-control-regex -- see above
const COLOUR = /\u001B\[[0-9;:]*m/g;

declare global {
  interface Window {
    hacked?: number;
  }
}

test("an app whose name, output and errors hold markup, links and control sequences: all of it is text", async ({
  page,
  supervise,
}, testInfo) => {
  const folder = testInfo.outputPath("app");
  await mkdir(folder);
  await copyFile(APP, join(folder, "writes-markup.js"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: NAME }));
  const supervisor = await supervise({ workers: 1, entry: join(folder, "writes-markup.js") });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);

  // It throws when it is asked.
  await fetch(`http://127.0.0.1:${supervisor.appPort}/`).catch(() => {});
  await expect(deck.tile(1)).toContainText("1 restart");
  await page.getByRole("button", { name: "How worker 1 ended last" }).click();

  // Where it is shown it is shown as it was written.
  await expect(page.locator("header")).toContainText(IMAGE);
  await expect(deck.tile(1).getByLabel("Last lines of stderr")).toContainText(`err ${IMAGE}`);
  await expect(deck.tile(1).getByLabel("Last lines of stderr")).toContainText(`broke ${IMAGE}`);
  await expect(page.getByLabel("Events, newest first")).toContainText(`broke ${IMAGE}`);
  await expect(page.locator('img[src="x"], a[href^="javascript"], a[href*="evil"]')).toHaveCount(0);
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  const source = await page.evaluate(
    () => document.title + document.documentElement.outerHTML + document.body.innerText,
  );
  expect(source).not.toMatch(CONTROL);

  const { lastExit } = await supervisor.worker(1);
  expect(lastExit?.detail).toContain(IMAGE);
  expect(JSON.stringify(await supervisor.state())).not.toContain(String.raw`\u001b`);

  const logs = (await (await supervisor.request(LOGS_PATH)).json()) as LogPage;
  const texts = logs.entries.flatMap((entry) => ("text" in entry ? [entry.text] : []));
  expect(texts.filter((text) => text.includes(IMAGE)).length).toBeGreaterThanOrEqual(4);
  for (const text of texts) expect(text.replaceAll(COLOUR, "")).not.toMatch(CONTROL);
  for (const line of supervisor.log.lines) {
    for (const value of Object.values(line)) {
      if (typeof value === "string") expect(value.replaceAll(COLOUR, "")).not.toMatch(CONTROL);
    }
  }
});
