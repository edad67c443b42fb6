import type { Locator, Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const CHARTS = ["CPU", "Memory", "Event loop", "Requests", "GC pause"];

/** What is open beside the page. */
function panelOf(page: Page, slot: number): Locator {
  return page.getByRole("complementary", { name: `Worker ${slot}`, exact: true });
}

/** The time that a chart reads, of the second under its cursor. */
async function momentOf(panel: Locator, chart: string): Promise<string> {
  const plot = panel.getByRole("slider", { name: `${chart} over the last five minutes` });
  return (await plot.getAttribute("aria-valuetext"))?.slice(0, "00:00:00".length) ?? "";
}

/** What the page asks of the stream about logs. */
function askedLogs(page: Page): string[] {
  const asked: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      const text = payload.toString();
      if (text.includes('"logs"')) asked.push(text);
    }),
  );
  return asked;
}

test("open a worker by its name, by Enter or by a link: its charts share one cursor, and Escape gives the focus back", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  const open = (slot: number) => page.getByRole("button", { name: `Open worker ${slot}` });

  await open(1).click();
  const first = panelOf(page, 1);
  await expect(first).toBeFocused();
  await expect(first).toContainText(`pid ${(await supervisor.worker(1)).pid}`);
  await expect(first.locator(".recharts-surface")).toHaveCount(CHARTS.length);
  await expect(page).toHaveURL(/[?&]worker=1/);

  // One cursor for all: by key, and by pointer.
  await first.getByRole("slider", { name: "CPU over the last five minutes" }).focus();
  await page.keyboard.press("PageDown");
  const moment = await momentOf(first, "CPU");
  for (const chart of CHARTS) expect(await momentOf(first, chart), chart).toBe(moment);
  await expect(first.getByText("15s ago").or(first.getByText("16s ago"))).toBeVisible();
  await first.getByRole("slider", { name: /^Memory/ }).hover({ position: { x: 50, y: 30 } });
  await expect.poll(() => momentOf(first, "GC pause")).not.toBe(moment);

  // Escape sends what came up last away, and only that.
  await first.getByRole("button", { name: "CPU", exact: true }).focus();
  await expect(page.getByRole("tooltip")).toContainText("Processor time used");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await expect(first).toBeVisible();

  // The tiles stay in use: another worker takes the panel, and Escape gives the focus back to it.
  await open(2).click();
  await expect(first).toHaveCount(0);
  await expect(panelOf(page, 2)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panelOf(page, 2)).toHaveCount(0);
  await expect(open(2)).toBeFocused();
  await deck.tile(3).focus();
  await page.keyboard.press("Enter");
  await expect(panelOf(page, 3)).toBeFocused();
  await page.goBack();
  await expect(panelOf(page, 3)).toHaveCount(0);
  await expect(deck.tile(3)).toBeFocused();

  // A link opens it again, also of a slot that is gone, or never was.
  await page.goto(`${supervisor.origin}/?worker=3`);
  await expect(panelOf(page, 3).locator(".recharts-surface")).toHaveCount(CHARTS.length);
  await supervisor.command({ type: "scale", target: 2 });
  await expect(panelOf(page, 3)).toContainText("Worker 3 is not there any more");
  await expect(panelOf(page, 3).getByRole("tab", { name: "Past lives 1" })).toBeVisible();
  await page.goto(`${supervisor.origin}/?worker=99`);
  await expect(panelOf(page, 99)).toContainText("There is no worker 99");
  await page.getByRole("button", { name: "Close the panel" }).click();
  await expect(page).not.toHaveURL(/worker=/);

  // In a narrower window it lies over the page, below the header, and gives way to the keyboard.
  await page.setViewportSize({ width: 1000, height: 800 });
  await open(1).click();
  await expect(panelOf(page, 1)).toBeFocused();
  await page.getByRole("button", { name: "Menu" }).click({ trial: true });
  await deck.tile(1).focus();
  await expect(panelOf(page, 1)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(deck.tile(2)).toBeFocused();
  await expect(panelOf(page, 1)).toHaveCount(0);

  // A phone has room for one of the two.
  await page.setViewportSize({ width: 390, height: 844 });
  await open(1).click();
  await expect
    .poll(() => panelOf(page, 1).boundingBox())
    .toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await expect(page.locator("main")).toHaveAttribute("inert");
  const { pid } = await supervisor.worker(1);
  await page.getByRole("button", { name: "Choose a signal for this worker" }).click();
  await panelOf(page, 1)
    .getByRole("menuitem", { name: /^SIGTERM/ })
    .click();
  await expect(panelOf(page, 1)).not.toContainText(`pid ${pid}`);
});

test("a worker's log is followed until one scrolls up, searched, kept through a break, and ended with the panel; its death is in its past lives", async ({
  page,
  supervise,
  wire,
}) => {
  const supervisor = await supervise({ workers: 2, entry: "e2e/apps/writes-when-told.js" });
  const line = await wire(supervisor);
  const asked = askedLogs(page);
  const deck = await openDeck(page, {
    url: supervisor.url.replace(supervisor.origin, line.origin),
  });
  await deck.expectServing(2);
  const write = () => supervisor.command({ type: "kill", slot: 2, signal: "SIGUSR2" });
  expect(asked).toEqual([]);

  await page.getByRole("button", { name: "Open worker 2" }).click();
  const panel = panelOf(page, 2);
  await panel.getByRole("tab", { name: "Log" }).click();
  const log = panel.getByRole("log", { name: "Log of worker 2" });
  await expect(log).toContainText("Worker 2 has written nothing yet");
  await write();
  const error = log.getByText("line 300", { exact: true });
  await expect(error).toBeInViewport();
  await expect(log).toContainText("<b>of stderr</b>");
  await expect(log.locator("[data-stream=stderr]")).toContainText("err");

  // Upward it stands still, and counts what comes.
  await log.focus();
  await page.keyboard.press("Home");
  await expect(log.getByText("line 1", { exact: true })).toBeInViewport();
  await write();
  await panel.getByRole("button", { name: "300 new lines" }).click();
  await expect(log.getByText("line 600", { exact: true })).toBeInViewport();

  await page.keyboard.press("/");
  await page.keyboard.type("nothing of the kind");
  await expect(panel.getByText("0 matches")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(log).toHaveAttribute("data-following", "true");
  await page.keyboard.press("Escape");
  await page.keyboard.type("LINE 30");
  await expect(panel.getByText("11 matches")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(panel.getByText("10 of 11")).toBeVisible();
  await expect(log.locator("mark[data-current]")).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(log.locator("mark")).toHaveCount(0);

  // What was written during a break is there after it, and nothing twice.
  line.cut();
  await expect(deck.connection).toHaveText(/^(Reconnecting|Offline)/);
  await expect(panel).toHaveAttribute("data-stale", "true");
  await write();
  line.mend();
  await panel.getByRole("button", { name: "300 new lines" }).click();
  await expect(log.getByText("line 900", { exact: true })).toBeAttached();
  await expect(log.getByText("line 599", { exact: true })).toHaveCount(1);

  const { pid } = await supervisor.worker(2);
  await panel.getByRole("button", { name: "Kill this worker" }).click();
  await expect(panel).toContainText("1 restart");
  await deck.expectServing(2);
  await expect(log.getByText(`g1 · pid ${pid}`)).toBeAttached();
  await write();
  await expect(log.getByText("g2 · pid ")).toBeAttached();
  await panel.getByRole("tab", { name: "Past lives 1" }).click();
  const lives = panel.getByRole("list", { name: "Past lives, newest first" });
  await expect(lives.getByRole("listitem")).toContainText(`SIGKILL · by command`);
  await expect(lives.getByRole("listitem")).toContainText(`g1 · pid ${pid}`);
  await lives.getByText("Last words on stderr (3 lines)").click();
  await expect(lives.getByLabel("Last lines of stderr")).toContainText("line 900");
  expect(asked.at(0)).toContain("[2]");
  expect(asked.at(-1)).toContain('"slots":[]');
});
