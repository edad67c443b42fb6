import { fillEvents, liveThrough, pageHoldings } from "@clusterdeck/testkit/stage";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const FIVE_MINUTES_SECONDS = 300;
const HOUR_SECONDS = 3_600;
/** As it would be: what the browser learns of the page's code while it runs takes room as well. */
const DRAWN_EACH_SECOND = { crashEverySeconds: 10, secondsAhead: 1 };
const IN_SHORT = { crashEverySeconds: 60, secondsAhead: 30 };
/** It takes a quarter of that where one other test runs. */
const HOUR_TIMEOUT_MS = 120_000;
const MOST_GROWTH = 1.1;

test("an hour on, the page holds no more than after five minutes", async ({
  page,
  stage: play,
}) => {
  test.setTimeout(HOUR_TIMEOUT_MS);
  const stage = await play("eight");
  const deck = await openDeck(page, stage);
  await expect(page.getByRole("region", { name: "Events" })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  await fillEvents(stage);
  await liveThrough(stage, FIVE_MINUTES_SECONDS, DRAWN_EACH_SECOND);
  const before = await pageHoldings(devtools);
  await liveThrough(stage, HOUR_SECONDS - FIVE_MINUTES_SECONDS, IN_SHORT);
  const after = await pageHoldings(devtools);

  await expect(deck.connection).toHaveText(/^Live/);
  await expect(deck.tile(1)).toContainText("g12");
  expect(after.heapBytes).toBeLessThanOrEqual(before.heapBytes * MOST_GROWTH);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes * MOST_GROWTH);
});
