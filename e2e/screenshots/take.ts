import { fileURLToPath } from "node:url";
import type { Page } from "playwright/test";

const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));

/** The colours change gently; the picture is of how they end. */
export async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled" });
}
