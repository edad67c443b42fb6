import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const lifecycles = (page: Page) => page.getByRole("region", { name: "Lifecycles" });
const standing = (page: Page) =>
  lifecycles(page)
    .getByRole("paragraph")
    .filter({ hasText: /standing still$/ });
const lanesOf = (page: Page) => page.getByRole("application", { name: "Lanes" });
const storyOf = (page: Page, slot: number) =>
  page.getByRole("region", { name: `About worker ${slot}`, exact: true });

/** A place on a lane, by its share of the lane's width. */
async function pointOn(page: Page, slot: number, share: number) {
  const lane = page.getByRole("img", { name: new RegExp(`^Worker ${slot}: `) });
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  if (box === null) throw new Error(`lane ${slot} is not shown`);
  return { x: box.x + share * box.width, y: box.y + box.height / 2 };
}

/** What the address says of the zoom, in milliseconds; null without one. */
function zoomIn(page: Page): number | null {
  const { searchParams } = new URL(page.url());
  const [from, to] = [searchParams.get("from"), searchParams.get("to")];
  return from === null || to === null ? null : Number(to) - Number(from);
}

test("drag over a part of the lifecycles: it stands still, and comes back with the address", async ({
  page,
  stage,
}) => {
  const played = await stage("busy");
  await openDeck(page, played);
  const head = lifecycles(page);
  await expect(head).toContainText("last 5 min");

  const begin = await pointOn(page, 2, 0.6);
  const end = await pointOn(page, 2, 0.8);
  const drag = async () => {
    await page.mouse.move(begin.x, begin.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 4 });
    await expect(lanesOf(page)).toHaveAttribute("data-dragging", "true");
  };
  await drag();
  await page.keyboard.press("Escape");
  await expect(lanesOf(page)).toHaveAttribute("data-dragging", "false");
  await page.mouse.up();
  await expect(standing(page)).toHaveCount(0);
  await drag();
  await page.mouse.up();
  const still = standing(page);
  await expect(still).toContainText(/\((60 s|1m 00s)\)/);
  expect(zoomIn(page)).toBeGreaterThan(59_000);
  expect(zoomIn(page)).toBeLessThan(61_000);

  const words = (await still.textContent()) ?? "";
  await played.tick(3);
  await expect(still).toHaveText(words);
  await page.reload();
  await expect(still).toHaveText(words);

  await page.getByRole("button", { name: "Zoom into the lanes" }).click();
  await expect(still).toContainText("(30 s)");
  const { x, y } = await pointOn(page, 2, 0.5);
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect(still).toContainText("(20 s)");

  await page.getByRole("button", { name: "Whole 5 min" }).click();
  await expect(head).toContainText("last 5 min");
  await expect.poll(() => zoomIn(page)).toBeNull();
});

test("point at the lifecycles: a card tells the story, and leads to the worker", async ({
  page,
  stage,
}) => {
  const { origin, token, world } = await stage("busy");
  const { at } = world();
  // Ten seconds that have gone by, so that they stand still; the kill was 4,094 ms ago.
  const zoom = `from=${at - 11_000}&to=${at - 1_000}`;
  await openDeck(page, { url: `${origin}/?${zoom}#token=${token}` });

  const kill = await pointOn(page, 3, (11_000 - 4_094) / 10_000);
  await page.mouse.move(kill.x - 40, kill.y);
  await page.mouse.move(kill.x, kill.y);
  const card = storyOf(page, 3);
  await expect(card).toContainText("Killed");
  await expect(card).toContainText("Was sent SIGKILL (by you)");
  const [box, width] = [await card.boundingBox(), page.viewportSize()?.width ?? 0];
  if (box === null) throw new Error("the card is not shown");
  expect(box.x + box.width).toBeLessThanOrEqual(width);
  expect(box.y).toBeGreaterThanOrEqual(0);
  await card.getByRole("button", { name: "Show worker 3" }).click();
  await expect(page).toHaveURL(/[?&]worker=3/);
  await expect(card).toHaveCount(0);
});

test("walk the lifecycles by key: along a lane, among the lanes, in and out", async ({
  page,
  stage,
}) => {
  await openDeck(page, await stage("busy"));
  await page.getByRole("button", { name: "Zoom into the lanes" }).focus();
  await page.keyboard.press("Tab");
  await expect(lanesOf(page)).toBeFocused();
  await expect(storyOf(page, 1)).toContainText("Serving");

  for (let lane = 2; lane <= 6; lane += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const card = storyOf(page, 6);
  await expect(card).toContainText("Died");
  await expect(card).toContainText("Exited with 1: TypeError");
  await page.keyboard.press("Home");
  await expect(card).toContainText("Serving");
  await expect(card).toContainText("Generation 1");
  await expect(page.getByRole("status").filter({ hasText: /^Worker 6: Serving/ })).toBeAttached();

  await page.keyboard.press("Enter");
  await expect(card).toHaveCount(0);
  await expect(standing(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(lifecycles(page)).toContainText("last 5 min");

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await expect(card.getByRole("button", { name: "Show worker 6" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]worker=6/);
});
