import { scene } from "@clusterdeck/testkit/stage";
import type { Page } from "playwright";
import { withStagePage } from "./stage-page.ts";

const CLICKS = 40;
const SECOND_MS = 1_000;

interface Clicked {
  pendingAfterMs: Promise<number>;
}

/** From a click to the frame in which its button is pending, among 64 workers with their samples. */
export function measureClicks(): Promise<readonly number[]> {
  return withStagePage(scene("many-workers"), async ({ page, stage }) => {
    // Nobody answers, so that what is seen is the button's own.
    stage.answerWith(() => null);
    const samples = setInterval(stage.second, SECOND_MS);
    const serving = stage.world().workers.filter(({ state }) => state === "serving");
    const delaysMs: number[] = [];
    for (const { slot } of serving.slice(0, CLICKS)) delaysMs.push(await clickOnce(page, slot));
    clearInterval(samples);
    return delaysMs;
  });
}

async function clickOnce(page: Page, slot: number): Promise<number> {
  const button = page.getByRole("button", { name: `Restart worker ${slot}`, exact: true });
  await button.evaluate((element) => {
    (window as unknown as Clicked).pendingAfterMs = new Promise((resolve) => {
      let clickedAtMs = 0;
      element.addEventListener("click", ({ timeStamp }) => (clickedAtMs = timeStamp), {
        capture: true,
        once: true,
      });
      const observer = new MutationObserver(() => {
        if (element.getAttribute("aria-busy") !== "true") return;
        observer.disconnect();
        // The task after the frame's callbacks comes when it has been laid out and painted.
        requestAnimationFrame(() => {
          setTimeout(() => resolve(performance.now() - clickedAtMs), 0);
        });
      });
      observer.observe(element, { attributes: true });
    });
  });
  await button.click();
  return page.evaluate(() => (window as unknown as Clicked).pendingAfterMs);
}
