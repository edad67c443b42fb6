import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Supervisor } from "@clusterdeck/testkit";
import type { BrowserContext } from "playwright/test";
import { Deck, openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const CLI = fileURLToPath(new URL("../../packages/supervisor/dist/cli.js", import.meta.url));

/** Where the token is kept, in place of the user's own folder. */
const keptIn = () => ({ XDG_STATE_HOME: test.info().outputPath("state") });

/** Has the token changed by the command line. @returns the new address */
async function rotate(supervisor: Supervisor): Promise<string> {
  const env = { ...process.env, ...keptIn() };
  await promisify(execFile)(process.execPath, [CLI, "token", "--rotate"], { env });
  const told = await supervisor.log.next((line) => line.event === "token-changed");
  return String(told["url"]);
}

/** A tab that is opened without a token in its address has the kept one. */
async function expectKept(context: BrowserContext, { origin }: Supervisor): Promise<void> {
  const page = await context.newPage();
  await page.goto(origin);
  await expect(new Deck(page).connection).toHaveText(/^Live/);
}

test("the token is changed under two open tabs: both ask for it, and the new address opens both", async ({
  page,
  context,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1, token: null, env: keptIn() });
  const pages = [page, await context.newPage()] as const;
  for (const each of pages) await openDeck(each, supervisor);

  const url = await rotate(supervisor);
  for (const each of pages) {
    await expect(each.getByLabel("Token")).toBeVisible();
    await expect(new Deck(each).tiles).toHaveCount(0);
  }

  await page.goto(url);
  for (const each of pages) {
    await expect(new Deck(each).connection).toHaveText(/^Live/);
    await new Deck(each).expectServing(1);
  }
  await expectKept(context, supervisor);
});

test("a tab sleeps while the token is changed: awake, it takes the one that another tab has got", async ({
  page,
  context,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1, token: null, env: keptIn() });
  await openDeck(page, supervisor);
  const sleeper = await context.newPage();
  const deck = await openDeck(sleeper, supervisor);
  await deck.expectServing(1);
  const browser = await context.newCDPSession(sleeper);

  await browser.send("Page.setWebLifecycleState", { state: "frozen" });
  const url = await rotate(supervisor);
  await expect(page.getByLabel("Token")).toBeVisible();
  await openDeck(page, { url });
  await browser.send("Page.setWebLifecycleState", { state: "active" });

  await expect(deck.connection).toHaveText(/^Live/);
  await expectKept(context, supervisor);
});
