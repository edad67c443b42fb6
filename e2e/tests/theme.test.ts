import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("choose a theme: it is kept, takes the place of the one in the address, and is there before the first paint", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");

  await page.goto(`${supervisor.origin}/?theme=light`);
  await expect(html).toHaveAttribute("data-theme", "light");
  await expect(deck.connection).toHaveText(/^Live/);
  await deck.chooseTheme("System");
  await expect(html).toHaveAttribute("data-theme", "system");
  await expect(page).toHaveURL(/[?&]theme=system/);
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html).toHaveCSS("background-color", "rgb(244, 246, 249)");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(html).toHaveCSS("background-color", "rgb(10, 13, 18)");

  await deck.chooseTheme("Light");
  await expect(html).toHaveAttribute("data-theme", "light");
  await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort());
  await page.goto(supervisor.origin);
  await expect(html).toHaveAttribute("data-theme", "light");
});
