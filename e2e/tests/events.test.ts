import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("search the events: matches are marked and counted, rows are walked by key and copied as text", async ({
  page,
  context,
  stage,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const deck = await openDeck(page, await stage("busy"));
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect(deck.events.first()).toBeVisible();
  const all = await deck.events.count();

  await page.keyboard.press("/");
  await page.keyboard.type("sigkill you");
  await expect(page.getByRole("status").filter({ hasText: `2 of ${all}` })).toBeVisible();
  await expect(deck.events).toHaveCount(2);
  await expect(deck.events.first().locator("mark")).toHaveText(["SIGKILL", "you"]);
  await expect(page).toHaveURL(/[?&]find=sigkill\+you/);

  await page.getByRole("button", { name: "Copy these events" }).click();
  await expect.poll(async () => (await clipboard()).trim().split("\n").length).toBe(2);
  expect(await clipboard()).toMatch(
    /^\d{4}-\d\d-\d\dT\S+Z {2}#3 g1 pid \d+ {2}ended: SIGKILL by you.*\n.*was sent SIGKILL \(by you\)\n$/,
  );

  await page.getByRole("button", { name: "Copy these events" }).focus();
  await page.keyboard.press("Tab");
  await expect(deck.events.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(deck.events.nth(1)).toBeFocused();
  await page.keyboard.press("c");
  await expect.poll(async () => (await clipboard()).split("\n").length).toBe(1);
  await expect(deck.events.nth(1).getByRole("button", { name: "Copy this event" })).toBeVisible();
  // Pointed at or focused it says the time itself; else how long ago.
  await expect(deck.events.nth(1).getByRole("time")).toHaveText(/^\d\d:\d\d:\d\d$/);
  await expect(deck.events.nth(0).getByRole("time")).toHaveText(/ago$/);
  await deck.events.nth(0).hover();
  await expect(deck.events.getByRole("button", { name: "Copy this event" })).toHaveCount(2);

  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]worker=3/);

  await page.getByRole("searchbox", { name: "Find in events" }).fill("");
  await page.getByRole("button", { name: "crashes" }).click();
  await expect(page).toHaveURL(/[?&]events=crashes/);
  await expect(deck.events.filter({ hasText: "scaled" })).toHaveCount(0);
});
