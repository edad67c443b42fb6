import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

/** The least that WCAG 2.2 (2.5.8) lets a target be. */
const LEAST_TARGET_PX = 24;

for (const theme of ["dark", "light"]) {
  test(`on a phone, in the ${theme} theme, nothing runs off the side and each button is in reach`, async ({
    page,
    supervise,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const supervisor = await supervise({ workers: 3 });
    const deck = await openDeck(page, supervisor);
    await deck.expectServing(3);
    if (theme === "light") await deck.chooseTheme("Light", /^Menu$/);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await deck.sendSignal(2, "SIGSTOP");
    await deck.killButton(3).click();
    await expect(deck.tile(2)).toContainText("Unresponsive");
    await expect(deck.tile(3)).toContainText("1 restart");
    await expect(deck.tile(3)).toContainText("Serving");

    expect(await runsOffTheSide(page)).toEqual([]);
    await expectButtonsInReach(page);

    await page.setViewportSize({ width: 360, height: 640 });
    expect(await runsOffTheSide(page)).toEqual([]);
    await supervisor.command({ type: "kill", slot: 2, signal: "SIGCONT" });
  });
}

/** What can be seen and has a part beyond the page's edges, or makes the page scroll sideways. */
async function runsOffTheSide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    for (const element of document.querySelectorAll("body *")) {
      // A lane's strip moves along behind the lane's own edges.
      if (element.closest(".visually-hidden, .recharts-wrapper, [data-strip]") !== null) continue;
      const { left, right, width, height } = element.getBoundingClientRect();
      const isSeen = width > 1 && height > 1;
      if (isSeen && (left < -0.5 || right > clientWidth + 0.5)) {
        found.push(`${element.tagName} "${element.textContent?.slice(0, 40)}" ${left} to ${right}`);
      }
    }
    return found;
  });
}

/** Each button can be scrolled to where a finger meets it and nothing else, and is large enough. */
async function expectButtonsInReach(page: Page): Promise<void> {
  const buttons = await page.getByRole("button").all();
  expect(buttons.length).toBeGreaterThan(12);
  for (const button of buttons) {
    const name = (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "";
    await button.click({ trial: true, force: await button.isDisabled() });
    const box = await button.boundingBox();
    if (box === null) throw new Error(`${name} is not shown`);
    if (!isTextLink(name)) {
      expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
    }
  }
}

/** Words in a line of text, which the rule for targets leaves out. */
function isTextLink(name: string): boolean {
  return name.startsWith("Show worker");
}
