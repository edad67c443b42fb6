import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

declare global {
  interface Window {
    violations?: string[];
  }
}

test("a walk through the page: its Content-Security-Policy is never violated, and no error is logged", async ({
  page,
  supervise,
}) => {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations?.push(`${event.violatedDirective}: ${event.blockedURI}`);
    });
  });
  const supervisor = await supervise({ workers: 2, entry: "e2e/apps/exits-7-on-sigusr2.js" });
  const response = page.waitForResponse((one) => one.url() === `${supervisor.origin}/`);
  const deck = await openDeck(page, supervisor);
  expect((await response).headers()["content-security-policy"]).toContain("default-src 'none'");
  await deck.expectServing(2);
  await page.getByRole("img", { name: "CPU over the last two minutes" }).hover();
  await expect(page.locator(".recharts-surface")).toHaveCount(1);

  await deck.sendSignal(1, "SIGTERM");
  await expect(deck.tile(1)).toContainText("1 restart");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Help and keys" }).click();
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
  await page.keyboard.press("Escape");
  await deck.chooseTheme("Light");
  await (await deck.openPalette()).fill("theme dark");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await deck.dragSliderTo(0);
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await deck.forkButton.click();
  await deck.expectServing(3);
  await deck.reloadButton.click();
  await expect(deck.reloadButton).toHaveText(/Reload finished, 3 of 3/);
  const { pid } = await supervisor.worker(2);
  process.kill(pid ?? 0, "SIGUSR2");
  const details = page.getByRole("button", { name: "How worker 2 ended last" });
  await details.click();
  await expect(details).toHaveAttribute("aria-expanded", "true");
  await page.getByLabel("Find in events").fill("worker");
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await page.reload();
  await deck.expectServing(3);

  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(errors).toEqual([]);
});
