import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { SceneName } from "@clusterdeck/testkit/stage";
import type { Page } from "playwright/test";
import { ACTS, begin, openWhole } from "../support/acts.ts";
import { holdTime } from "../support/stage.ts";
import { expect, test } from "../support/test.ts";

declare global {
  interface Window {
    axe: { run: (options: RunOptions) => Promise<AxeResults> };
  }
}

/** It takes a quarter of that where one other test runs. */
const WALK_TIMEOUT_MS = 120_000;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** What differs there from a desk; the rest is the same elements, only in one column. */
const PHONE_ACTS: readonly string[] = ["busy", "menu", "panel", "palette", "recording"];
/** As dense, and as odd; each element takes axe its time, and more of the same would show nothing. */
const FEWER: Partial<Record<SceneName, SceneName>> = {
  "many-workers": "compact",
  "hundreds-of-workers": "dense",
};
const RUNS = [
  { theme: "dark", options: {}, title: "axe finds nothing in any state of the page" },
  {
    theme: "light",
    // Of all rules the one that colours matter to.
    options: { runOnly: "color-contrast" },
    title: "axe finds nothing too faint in any state of the page, in the light theme",
  },
] as const;

/** The rules that are broken, and by what. What is still on its way into sight axe takes for hidden. */
async function violations(page: Page, options: RunOptions): Promise<string[]> {
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
  const found = await page.evaluate(
    (run) => window.axe.run({ ...run, resultTypes: ["violations"] }),
    options,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

for (const { theme, options, title } of RUNS) {
  test(title, async ({ page, stage: play }) => {
    test.setTimeout(WALK_TIMEOUT_MS);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.addInitScript({ path: AXE });
    await holdTime(page);
    const stage = await play("calm");
    const deck = await openWhole(page, stage);
    if (theme === "light") await deck.chooseTheme("Light");
    const desk = page.viewportSize() ?? { width: 1440, height: 900 };
    const played = { page, stage, deck };
    for (const act of ACTS) {
      await begin({ ...act, scene: FEWER[act.scene] ?? act.scene }, played);
      expect.soft(await violations(page, options), act.name).toEqual([]);
      if (PHONE_ACTS.includes(act.name)) {
        await page.setViewportSize({ width: 390, height: 844 });
        expect.soft(await violations(page, options), `${act.name} on a phone`).toEqual([]);
        await page.setViewportSize(desk);
      }
      await act.ends?.(played);
    }
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  });
}
