import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const CHARTS = /\/assets\/total-chart-[^/]*\.js$/;

const cpuChart = (page: Page) => page.getByRole("img", { name: "CPU over the last two minutes" });

test("first visit: the charts' code is asked for when a total is pointed at", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  await expect(page.getByRole("region", { name: "Events" })).toBeVisible();
  expect(asked.filter((url) => CHARTS.test(url))).toEqual([]);

  await cpuChart(page).hover();
  await expect(page.locator(".recharts-surface")).toHaveCount(1);
  // Only the last seconds have been measured yet.
  const box = await cpuChart(page).boundingBox();
  await cpuChart(page).hover({ position: { x: (box?.width ?? 0) - 2, y: 20 } });
  await expect(cpuChart(page)).toContainText(/\d+:\d\d:\d\d/);
  await page.mouse.move(0, 0);
  await expect(page.locator(".recharts-surface")).toHaveCount(0);
  expect(asked.filter((url) => CHARTS.test(url))).toHaveLength(1);
});

test("first visit: all code and styles come compressed", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 2 });
  const encodings = new Map<string, string | undefined>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/assets/")) {
      encodings.set(pathname, response.headers()["content-encoding"]);
    }
  });
  await openDeck(page, supervisor);
  await cpuChart(page).hover();
  await expect(page.locator(".recharts-surface")).toHaveCount(1);

  expect([...encodings.keys()].filter((path) => CHARTS.test(path))).toHaveLength(1);
  expect(new Set(encodings.values())).toEqual(new Set(["br"]));
});

test("without the charts' code the totals keep a line of their own", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  await page.route(CHARTS, (route) => route.abort());
  const refused = page.waitForEvent("requestfailed", (request) => CHARTS.test(request.url()));
  const deck = await openDeck(page, supervisor);
  await cpuChart(page).hover();
  await refused;

  await deck.expectServing(2);
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals.getByRole("img")).toHaveCount(5);
  await expect(totals.locator("svg")).toHaveCount(5);
});
