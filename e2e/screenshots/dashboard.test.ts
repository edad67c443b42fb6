import { fileURLToPath } from "node:url";
import { startLoad } from "@clusterdeck/testkit";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));
/** As long as the totals' charts reach back. */
const CHARTS_FILL_MS = 120_000;

/** Lifelike: load that swells and ebbs, a kill, a frozen worker, a reload gone by. */
test("picture of the dashboard in both themes and on a phone", async ({ page, supervise }) => {
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
  await expect(page.locator(".recharts-surface").first()).toBeVisible();
  await page.screenshot({ path: `${FOLDER}dashboard-dark.png` });
  await deck.chooseTheme("Light");
  // The colours change gently; the picture is of how they end.
  await page.screenshot({ path: `${FOLDER}dashboard-light.png`, animations: "disabled" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${FOLDER}dashboard-phone.png` });
  await Promise.all([steady.stop(), slow.stop()]);
});
