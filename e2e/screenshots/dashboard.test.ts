import { startLoad } from "@clusterdeck/testkit";
import type { Page } from "playwright/test";
import { openDeck, type Deck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";
import { take } from "./take.ts";

/** As long as the totals' charts reach back. */
const CHARTS_FILL_MS = 120_000;
const CHARTS_OF_A_WORKER = 5;

/** Lifelike: load that swells and ebbs, a kill, a frozen worker, a reload gone by. */
test("pictures of the page, of a worker's panel and of the palette, in both themes, and of a phone", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 6 });
  await supervisor.serving(6);
  const steady = startLoad({ port: supervisor.appPort, lanes: 6, keepAlive: true, pauseMs: 3 });
  const slow = startLoad({ port: supervisor.appPort, path: "/slow", lanes: 12 });
  await page.waitForTimeout(CHARTS_FILL_MS / 3);
  const swell = startLoad({ port: supervisor.appPort, path: "/work", lanes: 2, pauseMs: 20 });
  await page.waitForTimeout(CHARTS_FILL_MS / 3);
  await supervisor.command({ type: "restart", slot: 5 });
  await swell.stop();
  await page.waitForTimeout(CHARTS_FILL_MS / 3);
  await supervisor.command({ type: "kill", slot: 3 });
  await supervisor.command({ type: "kill", slot: 4, signal: "SIGSTOP" });
  await supervisor.log.next((line) => line.event === "worker:unresponsive");

  const deck = await openDeck(page, supervisor);
  await expect(deck.tile(4)).toContainText("Unresponsive");
  await expect(page.getByRole("region", { name: "Events" })).toBeVisible();
  await takeAll(page, deck, "dark");
  await deck.chooseTheme("Light");
  await takeAll(page, deck, "light");
  await page.setViewportSize({ width: 390, height: 844 });
  await take(page, "dashboard-phone");
  await Promise.all([steady.stop(), slow.stop()]);
});

async function takeAll(page: Page, deck: Deck, theme: "dark" | "light"): Promise<void> {
  await take(page, `dashboard-${theme}`);
  await page.getByRole("button", { name: "Open worker 5" }).click();
  const panel = page.getByRole("complementary", { name: "Worker 5" });
  await expect(panel.locator(".recharts-surface")).toHaveCount(CHARTS_OF_A_WORKER);
  await take(page, `panel-${theme}`);
  await page.getByRole("button", { name: "Close the panel" }).click();
  await (await deck.openPalette()).fill("kill");
  await expect(page.getByRole("option").first()).toContainText("Kill");
  await take(page, `palette-${theme}`);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
