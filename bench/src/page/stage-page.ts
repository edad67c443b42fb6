import { openStage, type Stage, type World } from "@clusterdeck/testkit/stage";
import type { Browser, CDPSession, Page } from "playwright";
import { launchBrowser } from "../browser.ts";

/** The page in a real Chromium, before a stage that plays the supervisor. */
export interface StagePage {
  readonly browser: Browser;
  readonly page: Page;
  readonly stage: Stage;
  /** Of the page. */
  readonly devtools: CDPSession;
}

const VIEWPORT = { width: 1440, height: 900 };

/** Opens the page, waits until nothing is left to draw, and ends all when `measure` has. */
export async function withStagePage<T>(
  scene: World,
  measure: (opened: StagePage) => Promise<T>,
): Promise<T> {
  const stage = await openStage(scene);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: VIEWPORT });
    const devtools = await page.context().newCDPSession(page);
    await page.goto(stage.url);
    await page
      .getByRole("article")
      .nth(scene.workers.length - 1)
      .waitFor({ state: "attached" });
    await page.getByRole("region", { name: "Events" }).waitFor();
    return await measure({ browser, page, stage, devtools });
  } finally {
    await browser.close();
    await stage.close();
  }
}
