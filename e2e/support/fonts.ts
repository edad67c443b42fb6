import { createRequire } from "node:module";
import { basename } from "node:path";
import type { Page } from "playwright/test";

const require = createRequire(import.meta.url);
const FOLDER = "/fonts-of-the-test/";
const FACES = [
  {
    family: "Test Sans",
    weight: "400",
    file: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  },
  {
    family: "Test Sans",
    weight: "600 700",
    file: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  },
  {
    family: "Test Mono",
    weight: "400 700",
    file: require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf"),
  },
] as const;

/** Has the test's own fonts at hand for a page. To be called before the page is opened. */
export async function offerFonts(page: Page): Promise<void> {
  for (const { file } of FACES) {
    await page.route(`**${FOLDER}${basename(file)}`, (route) =>
      route.fulfill({ path: file, contentType: "font/ttf" }),
    );
  }
}

/**
 * Sets the page in fonts that come with the test: each machine has others, and all widths would
 * change with them. A page that wears them goes on doing so.
 */
export async function wearFonts(page: Page): Promise<void> {
  const faces = FACES.map(({ family, weight, file }) => ({
    family,
    weight,
    source: `url(${FOLDER}${basename(file)})`,
  }));
  await page.evaluate(async (worn) => {
    const { style } = document.documentElement;
    if (style.getPropertyValue("--font") !== "") return;
    const loading = worn.map(({ family, weight, source }) =>
      new FontFace(family, source, { weight }).load(),
    );
    for (const face of await Promise.all(loading)) document.fonts.add(face);
    style.setProperty("--font", '"Test Sans"');
    style.setProperty("--font-mono", '"Test Mono"');
  }, faces);
}
