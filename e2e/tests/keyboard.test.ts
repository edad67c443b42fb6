import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("restart by keyboard: the button keeps the focus while it takes no press", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const restart = page.getByRole("button", { name: "Restart worker 2" });
  await restart.focus();
  await page.keyboard.press("Enter");
  await expect(deck.tile(2)).toContainText("g2");
  await expect(restart).toBeFocused();
});

test("arrows move among the tiles from a tile, and among the events from one of them", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 4 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(4);
  await deck.tile(1).focus();
  await page.keyboard.press("ArrowRight");
  await expect(deck.tile(2)).toBeFocused();
  await page.keyboard.press("End");
  await expect(deck.tile(4)).toBeFocused();

  // Its figures are no stops of their own.
  await page.keyboard.press("i");
  await expect(page.getByRole("tooltip")).toContainText("HTTP responses finished per second");
  await page.keyboard.press("i");
  await expect(page.getByRole("tooltip")).toContainText("Processor time used");
  await expect(page.getByRole("status").filter({ hasText: /^CPU: Processor/ })).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);

  for (let count = 0; count < 12; count += 1) {
    await supervisor.command({ type: "kill", slot: 1 + (count % 4), signal: "SIGCONT" });
  }
  const events = page.getByRole("list", { name: "Events, newest first" });
  await expect(events.getByText("SIGCONT").nth(11)).toBeAttached();
  await deck.events.first().focus();
  await page.keyboard.press("End");
  await expect(deck.events.last()).toBeFocused();
  await expect.poll(() => events.evaluate((list) => list.scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press("ArrowUp");
  await expect(deck.events.last()).not.toBeFocused();
});
