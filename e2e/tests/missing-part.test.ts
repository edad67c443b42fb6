import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("a part of the page that cannot be loaded is told, and the rest of the page stands", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  await page.route(/\/assets\/(menu-list|help-dialog)-[^/]*\.js$/, (route) => route.abort());

  await page.getByRole("button", { name: "Choose a signal for worker 1" }).click();
  const told = page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(told).toBeVisible();
  await expect(deck.tile(1)).toContainText("Serving");
  await told.getByRole("button", { name: "Dismiss" }).click();
  await expect(told).toHaveCount(0);

  await page.keyboard.press("?");
  await expect(told).toBeVisible();
  await page.unroute(/\/assets\/(menu-list|help-dialog)-[^/]*\.js$/);
  await told.getByRole("button", { name: "Load the page again" }).click();
  await deck.expectServing(2);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
});
