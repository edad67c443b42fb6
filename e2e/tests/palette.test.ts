import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("every command by its name: the palette scales, undoes, asks before none, and gives the focus back", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const messages = page.getByRole("region", { name: "Messages" });
  const options = page.getByRole("listbox", { name: "Commands" }).getByRole("option");

  await deck.tile(2).focus();
  const field = await deck.openPalette();
  await expect(field).toBeFocused();
  await expect(page.getByRole("group", { name: "Worker 2" })).toContainText("Restart worker 2");
  await page.keyboard.press("Control+k");
  await expect(field).toHaveCount(0);
  await expect(deck.tile(2)).toBeFocused();

  await page.getByRole("button", { name: /^Command palette/ }).click();
  await field.fill("scale 3");
  await expect(options.first()).toHaveText("Scale to 3 workers");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await deck.expectServing(3);
  await expect(messages).toContainText("Scaled to 3");

  const undo = messages.getByRole("button", { name: "Undo: back to 2" });
  await page.keyboard.press("F8");
  await expect(undo).toBeFocused();
  await page.keyboard.press("-");
  await expect(messages).toContainText("Scaled to 2");
  await expect(messages.getByRole("button", { name: "Dismiss the message" })).toBeFocused();
  await page.keyboard.press("+");
  await expect(undo).toBeVisible();
  await page.keyboard.press("F8");
  await page.keyboard.press("Enter");
  await expect(messages).toContainText("Back to 2 workers");
  await deck.expectServing(2);

  await (await deck.openPalette()).fill("kill");
  await expect(options.first()).toHaveText(/^Kill worker 1/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(messages).toContainText("Worker 2 killed · It respawns by itself.");
  await expect(deck.tile(2)).toContainText("g2");

  await deck.openPalette();
  await expect(page.getByRole("group", { name: "Recent" }).getByRole("option").first()).toHaveText(
    /^Kill worker 2/,
  );
  await field.fill("scale 2");
  await expect(options.first()).toHaveAttribute("aria-disabled", "true");
  await expect(options.first()).toContainText("So many are wanted already.");
  await field.fill("scale 0");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toContainText("2 workers will drain and end");
  await page.keyboard.press("Escape");
  expect((await supervisor.state()).target).toBe(2);

  await (await deck.openPalette()).fill("find");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Find in events")).toBeFocused();
});
