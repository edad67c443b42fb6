import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";
import { take } from "./take.ts";

test("a picture of the conversation with a worker", async ({ page, supervise }) => {
  const supervisor = await supervise({
    entry: "examples/messages/server.js",
    workers: 4,
    flags: ["--spares", "1"],
  });
  await supervisor.serving(4);
  await openDeck(page, supervisor);
  for (const path of ["/", "/cart", "/cart", "/orders/17"]) {
    await fetch(`http://127.0.0.1:${supervisor.appPort}${path}`);
  }
  await page.getByRole("button", { name: "Open worker 2" }).click();
  const panel = page.getByRole("complementary", { name: "Worker 2" });
  await panel.getByRole("tab", { name: "Messages" }).click();
  const field = panel.getByRole("textbox");
  const answers = panel.getByRole("article");
  const say = async (words: string, answered: number) => {
    await field.fill(words);
    await field.press("Enter");
    await expect(answers).toHaveCount(answered);
    await expect(field).toHaveValue("");
  };
  await say("stats", 3);
  await say('{ "forget": "/cart" }', 5);
  await panel.getByRole("radio", { name: "All workers" }).check();
  await field.fill("stats");
  await field.press("Enter");
  await expect(answers.filter({ hasText: "workers 1–4" })).toHaveCount(1);
  await expect(answers.last()).toContainText("paths");
  await expect(panel.getByRole("button", { name: "Send" })).not.toHaveAttribute("data-status");
  await take(page, "messages-dark");
});
