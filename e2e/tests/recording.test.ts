import { readFile } from "node:fs/promises";
import { Deck, openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("save the last minutes, and open them: the page as it was, which takes no command, and back to live", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const { pid } = await supervisor.worker(1);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: /^Save the last minutes/ }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^clusterdeck-.*example-http-\d{4}(-\d\d){5}\.json$/);
  const buffer = await readFile(await saved.path());
  await supervisor.command({ type: "kill", slot: 1 });
  await supervisor.command({ type: "scale", target: 3 });
  await deck.expectServing(3);

  const choosing = page.waitForEvent("filechooser");
  await (await deck.openPalette()).fill("open a recording");
  await page.keyboard.press("Enter");
  const chooser = await choosing;
  await chooser.setFiles({ name: "kept.json", mimeType: "application/json", buffer });

  const banner = page.getByRole("complementary", { name: "Recording" });
  await expect(banner).toContainText(
    /of @clusterdeck\/example-http, taken \d\d:\d\d:\d\d, (just now|\d+ s ago)/,
  );
  await expect(page).toHaveTitle(/^Recording \d\d:\d\d:\d\d · @clusterdeck\/example-http/);
  await expect(deck.connection).toHaveText(/^Offline/);
  await deck.expectServing(2);
  await expect(deck.pid(1)).toHaveText(String(pid));
  await expect(deck.forkButton).toBeDisabled();
  await expect(deck.killButton(1)).toBeDisabled();
  await expect(deck.killButton(1)).toHaveAttribute("title", /recording/);
  await expect(page.getByRole("application", { name: "Lanes" })).not.toContainText("now");
  await deck.tile(1).focus();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Worker 1", exact: true });
  await expect(panel).toContainText(`pid ${pid}`);
  await expect(panel.locator(".recharts-surface").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  await banner.getByRole("button", { name: "Back to live" }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  await deck.expectServing(3);
  await expect(deck.connection).toHaveText(/^Live/);
  await expect(page).toHaveTitle(/^@clusterdeck\/example-http/);
  await expect(deck.tile(1)).toContainText("g2");
  expect((await supervisor.worker(1)).generation).toBe(2);

  await page.evaluate(() => localStorage.clear());
  await page.goto(supervisor.origin);
  const opening = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a recording" }).click();
  await (await opening).setFiles({ name: "kept.json", mimeType: "application/json", buffer });
  await deck.expectServing(2);
  await expect(banner).toBeVisible();
});

test("drop a file that is no recording: one message says what is wrong, and the page stays", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const messages = page.getByRole("region", { name: "Messages" }).getByRole("listitem");

  for (const [text, problem] of [
    ["<html>", "it is not JSON"],
    ['{"log":{}}', "it is not a recording of clusterdeck"],
    ['{"format":"clusterdeck-recording","version":7}', "it is of a newer clusterdeck"],
  ] as const) {
    await drop(deck, text);
    await expect(messages).toHaveCount(1);
    await expect(messages).toContainText(`Not opened · picked.json: ${problem}`);
  }
  await expect(deck.connection).toHaveText(/^Live/);
  await deck.expectServing(1);
});

async function drop({ page }: Deck, text: string): Promise<void> {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], "picked.json"));
    const init = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent("dragover", init));
    document.body.dispatchEvent(new DragEvent("drop", init));
  }, text);
}
