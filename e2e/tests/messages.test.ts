import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const entry = "examples/messages/server.js";

async function openMessages(page: Page, slot: number) {
  await page.getByRole("button", { name: `Open worker ${slot}` }).click();
  const panel = page.getByRole("complementary", { name: `Worker ${slot}`, exact: true });
  await panel.getByRole("tab", { name: "Messages" }).click();
  return {
    panel,
    all: panel.getByRole("radio", { name: "All workers" }),
    talk: panel.getByRole("log"),
    bubbles: panel.getByRole("log").getByRole("article"),
    field: panel.getByRole("textbox"),
    send: panel.getByRole("button", { name: "Send" }),
  };
}

test("talk to a worker, then to all: what the app says comes as a conversation, and stays when it has died", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ entry, workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const { panel, all, talk, bubbles, field, send } = await openMessages(page, 1);
  // What it said before anybody looked.
  const { pid } = await supervisor.worker(1);
  await expect(bubbles).toHaveText([`{"ready":${pid}}`].map((text) => new RegExp(`App.*${text}`)));

  await field.fill("stats");
  await expect(panel.getByText("Sent as a string")).toBeVisible();
  await field.press("Enter");
  await expect(bubbles.nth(1)).toContainText(/You.*"stats"/);
  await expect(bubbles.nth(2)).toContainText(/App.*\{"paths":\{\}\}/);
  await expect(field).toHaveValue("");
  await field.press("ArrowUp");
  await expect(field).toHaveValue("stats");

  // Half of an object is told while it is written, and not sent.
  await field.fill('{"forget": ');
  await expect(panel.getByText(/^Not JSON: /)).toBeVisible();
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await field.press("Enter");
  await field.fill('{"forget": "/a"}');
  await expect(panel.getByText("Sent as an object")).toBeVisible();
  await send.click();
  await expect(bubbles.last()).toContainText('{"forgotten":"/a","was":null}');
  await expect(bubbles).toHaveCount(5);

  await all.check();
  await expect(talk).toHaveAccessibleName("Messages of all workers");
  await field.fill("stats");
  await field.press("Enter");
  await expect(bubbles.filter({ hasText: "You → workers 1–2" })).toHaveCount(1);
  await expect(bubbles.filter({ hasText: /Worker 1.*paths/ })).toHaveCount(2);
  await expect(bubbles.filter({ hasText: /Worker 2.*paths/ })).toHaveCount(1);

  await panel.getByRole("radio", { name: "Worker 1" }).check();
  await supervisor.command({ type: "kill", slot: 1 });
  await expect(talk.getByText(/^generation 2 · pid \d+$/)).toBeVisible();
  await expect(talk.getByText(`generation 1 · pid ${pid}`)).toBeAttached();
});

test("a message that no worker can take says so beside the field, and is still in it", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ entry, workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const { panel, field, all } = await openMessages(page, 1);
  await all.check();
  await field.fill('{"cmd": "NODE_CLUSTER"}');
  await field.press("Enter");
  await expect(panel.getByRole("alert")).toContainText("NODE_");
  await expect(field).toHaveValue('{"cmd": "NODE_CLUSTER"}');
  await expect(
    page.getByRole("region", { name: /Notifications/ }).getByText("not done"),
  ).toHaveCount(0);
});

test("with --read-only the conversation can be read, and the field says why nothing is sent", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ entry, workers: 1, flags: ["--read-only"] });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const { panel, field, bubbles } = await openMessages(page, 1);
  await expect(bubbles).toHaveCount(1);
  await expect(field).not.toBeEditable();
  await expect(panel.getByText("The supervisor was started with --read-only.")).toBeVisible();
});
