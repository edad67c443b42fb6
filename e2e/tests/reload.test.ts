import { writeFileSync } from "node:fs";
import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("reload all workers: the button counts them in order, the tiles show whose turn it is", async ({
  page,
  supervise,
  load,
}) => {
  const supervisor = await supervise({ workers: 4 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(4);
  const before = await supervisor.state();
  const traffic = load(supervisor);
  await traffic.answers(20);
  const seen = await watchReload(page);

  await deck.reloadButton.click();
  await expect(
    page.getByRole("status").filter({ hasText: "Reload finished, 4 of 4" }),
  ).toBeAttached();

  const { counts, rows } = await seen();
  expect(counts).toEqual([0, 1, 2, 3].map((done) => `Reloading ${done} of 4`));
  expect(rows).toEqual([
    "replacing waiting waiting waiting",
    "done replacing waiting waiting",
    "done done replacing waiting",
    "done done done replacing",
  ]);
  await expect(page.getByRole("progressbar", { name: "Reload" })).toHaveCount(0);
  await expect(deck.reloadButton).toHaveText(/Reload finished, 4 of 4/);
  await expect(deck.reloadButton).toHaveText("Reload all workers");
  const after = await supervisor.state();
  expect(after.workers.map(({ generation }) => generation)).toEqual([2, 2, 2, 2]);
  expect(after.workers.map(({ pid }) => pid)).not.toEqual(before.workers.map(({ pid }) => pid));
  await traffic.answers(20);
  expect((await traffic.stop()).losses).toEqual({});
});

test("a reload by key: the button keeps the focus, and a second press asks for nothing", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);

  await deck.reloadButton.focus();
  await page.keyboard.press("Enter");
  await expect(deck.reloadButton).toHaveText(/^Reloading \d of 3$/);
  await expect(deck.reloadButton).toBeDisabled();
  await expect(deck.reloadButton).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("l");

  await expect(deck.reloadButton).toHaveText(/Reload finished, 3 of 3/);
  await expect(deck.reloadButton).toBeFocused();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(supervisor.log.lines.filter(({ event }) => event === "command:refused")).toEqual([]);
});

test("reload to a broken version: its reason stays beside the button, the old workers serve on", async ({
  page,
  supervise,
  load,
}) => {
  const breakFile = test.info().outputPath("break");
  const supervisor = await supervise({
    entry: "packages/supervisor/test/fixtures/breaks-when-told.js",
    workers: 2,
    env: { BREAK_FILE: breakFile },
  });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const before = await supervisor.state();
  const traffic = load(supervisor);
  await traffic.answers(20);

  writeFileSync(breakFile, "throw");
  await deck.reloadButton.click();
  const reason = page.getByRole("alert");
  await expect(reason).toContainText("Worker 1: reload stopped");
  await expect(reason).toContainText("the new version is broken");
  await expect(deck.reloadButton).toHaveText("Reload all workers");
  await deck.expectServing(2);
  const after = await supervisor.state();
  expect(after.workers.map(({ pid }) => pid)).toEqual(before.workers.map(({ pid }) => pid));
  await traffic.answers(20);
  expect((await traffic.stop()).losses).toEqual({});

  const [button, notice] = await Promise.all([
    deck.reloadButton.boundingBox(),
    reason.boundingBox(),
  ]);
  if (button === null || notice === null) throw new Error("the button or the reason is not shown");
  expect(notice.y - (button.y + button.height)).toBeLessThan(24);

  await page.reload();
  await expect(reason).toContainText("the new version is broken");
  await page.getByRole("button", { name: "Dismiss the message" }).click();
  await expect(reason).toHaveCount(0);
});

/** Notes each text of the button and each row of marks on the tiles, as they come. */
async function watchReload(page: Page) {
  const handle = await page.evaluateHandle(() => {
    const seen = { counts: [] as string[], rows: [] as string[] };
    const note = (list: string[], now: string | undefined) => {
      if (now !== undefined && now !== list.at(-1)) list.push(now);
    };
    const look = () => {
      const button = document.querySelector('[aria-label^="Reload all workers"]');
      const text = button?.textContent ?? "";
      if (text.startsWith("Reloading")) note(seen.counts, text);
      const marks = [...document.querySelectorAll<HTMLElement>("[data-slot]")].map(
        (tile) => tile.dataset["reload"] ?? "",
      );
      if (marks.some((mark) => mark !== "")) note(seen.rows, marks.join(" "));
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    return seen;
  });
  return () => handle.jsonValue();
}
