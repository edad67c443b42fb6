import { ACTS, begin, openWhole, WIDTHS_PX } from "../support/acts.ts";
import { offerFonts, wearFonts } from "../support/fonts.ts";
import { holdTime } from "../support/stage.ts";
import { expect, test } from "../support/test.ts";

/** High enough to show what lies below the tiles, or as high as a phone is. */
const HEIGHTS_PX = { 1440: 900, 768: 1024, 390: 844 } as const;
/** It takes a quarter of that where one other test runs. */
const WALK_TIMEOUT_MS = 120_000;

test.use({ timezoneId: "UTC", contextOptions: { reducedMotion: "reduce" } });

for (const theme of ["dark", "light"] as const) {
  for (const width of WIDTHS_PX) {
    const acts = ACTS.filter(({ pictures }) => pictures[theme]?.includes(width));
    if (acts.length === 0) continue;
    test(`looks, ${theme} and ${width} px wide: each state is as in its picture`, async ({
      page,
      stage: play,
    }) => {
      test.setTimeout(WALK_TIMEOUT_MS);
      await offerFonts(page);
      await holdTime(page);
      const stage = await play("calm");
      const deck = await openWhole(page, stage);
      if (theme === "light") await deck.chooseTheme("Light");
      await page.setViewportSize({ width, height: HEIGHTS_PX[width] });
      // The port is any that is free.
      const mask = [page.getByText("/#token=")];
      for (const act of acts) {
        await begin(act, { page, stage, deck });
        await wearFonts(page);
        await expect.soft(page).toHaveScreenshot([theme, `${act.name}-${width}.png`], { mask });
        await act.ends?.({ page, stage, deck });
      }
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    });
  }
}
