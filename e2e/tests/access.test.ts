import type { Command, ServerMessage } from "@clusterdeck/shared";
import { openStream } from "@clusterdeck/testkit";
import { Deck, openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const MOST_DASHBOARDS = 100;

test("open the page without a token: it asks for one, and shows nothing until then", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = new Deck(page);

  await page.goto(supervisor.origin);
  await expect(page.getByLabel("Token")).toBeVisible();
  await expect(deck.connection).toHaveText(/^Offline/);
  await expect(deck.tiles).toHaveCount(0);

  await page.getByLabel("Token").fill(supervisor.token);
  await page.getByLabel("Token").press("Enter");
  await expect(deck.connection).toHaveText(/^Live/);
  await deck.expectServing(1);
});

test("open the page with a wrong token: it says that it was refused, and takes the right one", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = new Deck(page);

  await page.goto(`${supervisor.origin}/#token=not-the-token`);
  await expect(page.getByRole("alert")).toContainText("refused this token");
  await expect(deck.tiles).toHaveCount(0);

  await page.getByLabel("Token").fill(supervisor.token);
  await page.getByLabel("Token").press("Enter");
  await deck.expectServing(1);
});

test("open the page while a hundred dashboards are open: it says so, and opens when one is closed", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const streams = Array.from({ length: MOST_DASHBOARDS }, () => openStream(supervisor));
  const isSnapshot = (message: ServerMessage) => message.type === "snapshot";
  await Promise.all(streams.map((stream) => stream.next(isSnapshot)));

  await page.goto(supervisor.url);
  await expect(page.getByText("100 dashboards are open already. It goes on trying")).toBeVisible();

  for (const stream of streams) stream.close();
  await new Deck(page).expectServing(1);
});

test("with --read-only the page shows all, says so, and every command is refused", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2, flags: ["--read-only"] });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  await expect(page.getByText("Read-only").first()).toBeVisible();
  const before = await supervisor.state();
  expect(before.readOnly).toBe(true);

  await expect(deck.killButton(1)).toBeDisabled();
  await expect(deck.forkButton).toBeDisabled();
  await expect(deck.slider).toBeDisabled();
  const commands: Command[] = [
    { type: "kill", slot: 1 },
    { type: "scale", target: 0 },
    { type: "fork" },
    { type: "restart", slot: 1 },
    { type: "reload" },
  ];
  for (const command of commands) {
    const answer = await supervisor.command(command);
    expect(answer, command.type).toMatchObject({ http: 403, code: "read-only" });
  }

  const after = await supervisor.state();
  expect(after.target).toBe(before.target);
  expect(after.workers.map(({ pid }) => pid)).toEqual(before.workers.map(({ pid }) => pid));
});

for (const planted of ["not-the-token", "two%20words", "%00"]) {
  test(`another page opens this one with a token of its own (${planted}): the kept one stays, here and for the next time`, async ({
    page,
    supervise,
  }) => {
    const supervisor = await supervise({ workers: 1 });
    const deck = await openDeck(page, supervisor);
    await deck.expectServing(1);

    await page.goto("about:blank");
    await page.goto(`${supervisor.origin}/#token=${planted}`);
    await expect(deck.connection).toHaveText(/^Live/);
    expect(page.url()).not.toContain("token");
    await page.goto("about:blank");
    await page.goto(supervisor.origin);
    await expect(deck.connection).toHaveText(/^Live/);
  });
}

test("a new address is opened in a page that is open already: it takes that address's token", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = new Deck(page);
  await page.goto(supervisor.origin);
  await expect(page.getByLabel("Token")).toBeVisible();
  await page.goto(supervisor.url);
  await expect(deck.connection).toHaveText(/^Live/);
  await page.goto("about:blank");
  await page.goto(supervisor.origin);
  await expect(deck.connection).toHaveText(/^Live/);
});
