import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

declare global {
  interface Window {
    /** The time of the first frame that has a worker's tile on it. */
    tileFrameMs?: number;
  }
}

const CHARTS = /\/assets\/total-chart-[^/]*\.js$/;

async function noteFirstTile(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector("article") === null) return;
      observer.disconnect();
      requestAnimationFrame((frameMs) => {
        window.tileFrameMs = frameMs;
      });
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

test("first visit: the workers are drawn before the charts' code is asked for", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  await noteFirstTile(page);
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  await expect(page.locator(".recharts-surface")).toHaveCount(5);

  const { tileFrameMs, chartsMs } = await page.evaluate(() => {
    const resources = performance.getEntriesByType("resource");
    const chunk = resources.find(({ name }) => name.includes("/assets/total-chart-"));
    return { tileFrameMs: window.tileFrameMs, chartsMs: chunk?.startTime };
  });
  expect(tileFrameMs).toBeGreaterThan(0);
  expect(chartsMs).toBeGreaterThan(tileFrameMs ?? Number.POSITIVE_INFINITY);
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
  await expect(page.locator(".recharts-surface")).toHaveCount(5);

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
  await refused;

  await deck.expectServing(2);
  const totals = page.getByRole("region", { name: "Totals" });
  await expect(totals.getByRole("img")).toHaveCount(5);
  await expect(totals.locator("svg")).toHaveCount(5);
});
