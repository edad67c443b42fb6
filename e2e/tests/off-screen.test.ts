import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("a tile out of sight rests between its worker's changes, and is right again in sight", async ({
  page,
  supervise,
}) => {
  await page.setViewportSize({ width: 600, height: 400 });
  const supervisor = await supervise({ workers: 4 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(4);
  await deck.tile(1).scrollIntoViewIfNeeded();
  await expect(deck.tile(4)).not.toBeInViewport();
  const uptime = (slot: number) => deck.tile(slot).getByText(/^up /);
  const passSecond = async (slot: number) =>
    expect(uptime(slot)).not.toHaveText((await uptime(slot).textContent()) ?? "");

  // A second on the tile in sight: by then the page has been told which tiles are out of it.
  await passSecond(1);
  const rested = (await uptime(4).textContent()) ?? "";
  await passSecond(1);
  await passSecond(1);
  await expect(uptime(4)).toHaveText(rested);

  const { pid } = await supervisor.worker(4);
  await supervisor.command({ type: "kill", slot: 4, signal: "SIGKILL" });
  await expect(deck.tile(4)).toContainText("1 restart");
  await expect(deck.pid(4)).not.toHaveText(String(pid));
  await deck.expectServing(4);
  await expect(deck.tile(4)).not.toBeInViewport();

  await deck.tile(4).scrollIntoViewIfNeeded();
  await passSecond(4);
  await passSecond(4);
});
