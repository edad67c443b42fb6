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

test("a part of the page that could not be loaded is asked for anew when it is wanted again", async ({
  page,
  supervise,
}) => {
  const deck = await openDeck(page, await supervise({ workers: 1 }));
  await deck.expectServing(1);
  await page.route(/\/assets\/help-dialog-/, (route) => route.abort());
  await page.keyboard.press("?");
  await page.getByRole("alert").getByRole("button", { name: "Dismiss" }).click();
  await page.unroute(/\/assets\/help-dialog-/);

  await page.keyboard.press("?");

  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
});

for (const kind of ["js", "css"]) {
  test(`the connection is lost before the page has all of its ${kind}: what is missing comes once it is back`, async ({
    page,
    supervise,
    wire: openWire,
  }) => {
    const supervisor = await supervise({ workers: 1 });
    const wire = await openWire(supervisor);
    const missing = new RegExp(`/assets/past-panels-[^/]*\\.${kind}$`);
    await page.route(missing, (route) => route.abort());
    const deck = await openDeck(page, { url: `${wire.origin}/#token=${supervisor.token}` });
    await deck.expectServing(1);
    const told = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await expect(told).toBeVisible();

    wire.cut();
    await expect(told).toContainText("tried again once that is back");
    if (kind === "js") await told.getByRole("button", { name: "Dismiss" }).click();
    await page.unroute(missing);
    wire.mend();

    await expect(deck.events.first()).toBeVisible();
    await expect(told).toHaveCount(0);
    const panel = page.getByRole("region", { name: "Events" });
    await expect(panel.getByRole("group", { name: "Which events" })).toHaveCSS("display", "flex");
  });
}
