import { freePort } from "@clusterdeck/testkit";
import { Deck, openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const RECOVERY_LIMIT_MS = 5000;

test("fault 33: the supervisor restarts: the page says so, and comes back by itself with the new workers", async ({
  page,
  supervise,
}) => {
  const options = { workers: 2, dashboardPort: await freePort(), appPort: await freePort() };
  const first = await supervise(options);
  const deck = await openDeck(page, first);
  await deck.expectServing(2);
  const old = await first.state();

  await first.stop();
  await expect(deck.connection).toHaveText(/^(Reconnecting|Offline)/);
  const second = await supervise({ ...options, token: first.token });

  await expect(deck.connection).toHaveText(/^Live/, { timeout: RECOVERY_LIMIT_MS });
  await deck.expectServing(2);
  const { epoch, workers } = await second.state();
  expect(epoch).not.toBe(old.epoch);
  for (const { slot, pid } of workers) await expect(deck.pid(slot)).toHaveText(`${pid}`);
  for (const { slot, pid } of old.workers) {
    await expect(deck.pid(slot)).not.toHaveText(`${pid}`);
  }

  await deck.killButton(1).click();
  await expect(deck.tile(1)).toContainText("1 restart");
});

test("the supervisor is gone: nothing on the page passes for live", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);

  await supervisor.stop();

  await expect(deck.connection).toHaveText(/^(Reconnecting|Offline)/);
  await expect(page.getByText("Not live since")).toBeVisible();
});

test("the page is loaded again without the token in its address: it still has it", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  await openDeck(page, supervisor);
  expect(page.url()).not.toContain(supervisor.token);

  await page.goto(supervisor.origin);

  await expect(new Deck(page).connection).toHaveText(/^Live/);
});
