import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("drag the slider up and down by mouse: workers come and go, and no request is lost", async ({
  page,
  supervise,
  load,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const traffic = load(supervisor);
  await traffic.answers(20);

  await deck.dragSliderTo(4);
  await deck.expectServing(4);
  expect((await supervisor.state()).target).toBe(4);
  await traffic.answers(50);

  await deck.dragSliderTo(1);
  await deck.expectServing(1);
  const { target, workers } = await supervisor.state();
  expect(target).toBe(1);
  expect(workers.map(({ slot }) => slot)).toEqual([1]);
  await traffic.answers(20);
  expect((await traffic.stop()).losses).toEqual({});
});

test("drag the slider away and back again: nothing is asked for, and later changes are shown", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);

  await deck.dragSliderTo(4, 2);
  await deck.forkButton.click();

  await deck.expectServing(3);
  expect((await supervisor.state()).target).toBe(3);
  await expect(deck.slider).toHaveAttribute("aria-valuenow", "3");
  await expect(page.getByText("3 wanted")).toBeVisible();
});

test("beside the slider stands what a worker takes and how many fit, as measured", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);

  const room = page.getByRole("button", { name: /^each worker ≈ \d+ MB · / });
  await expect(room).toBeVisible();
  const { workerRoom } = (await supervisor.state()).supervisor;
  const measuredMb = (workerRoom?.eachBytes ?? 0) / 1024 / 1024;
  const saidMb = Number(/≈ (\d+) MB/.exec(await room.innerText())?.[1]);
  expect(Math.abs(saidMb - measuredMb)).toBeLessThan(measuredMb / 2);
  await room.focus();
  await expect(page.getByRole("tooltip")).toContainText("Measured now");
});

test("scale by the slider's keys: arrows up and down", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);

  await deck.slider.focus();
  await page.keyboard.press("ArrowRight");
  await deck.expectServing(3);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await deck.expectServing(1);
  await expect(deck.slider).toHaveAttribute("aria-valuenow", "1");
});

test("scale by + and - from anywhere on the page", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);

  await page.keyboard.press("+");
  await deck.expectServing(3);
  await page.keyboard.press("-");
  await deck.expectServing(2);
});

test("scale down: the youngest worker goes, the others keep their pids", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  await deck.killButton(2).click();
  await expect(deck.tile(2)).toContainText("1 restart");
  await deck.expectServing(3);
  const before = await supervisor.state();

  await deck.slider.focus();
  await page.keyboard.press("ArrowLeft");

  await deck.expectServing(2);
  const after = await supervisor.state();
  const kept = before.workers.filter(({ slot }) => slot !== 2).map(({ pid }) => pid);
  expect(after.workers.map(({ pid }) => pid)).toEqual(kept);
});

test("scale to 0: it is asked first, the port is refused, and back up it serves again", async ({
  page,
  supervise,
  load,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);

  await deck.slider.focus();
  await page.keyboard.press("Home");
  await deck.confirmZero.click();
  await expect(deck.tiles).toHaveCount(0);
  expect(await supervisor.state()).toMatchObject({ target: 0, workers: [] });
  expect(supervisor.processes().length).toBeGreaterThan(0);
  await expect(fetch(`http://127.0.0.1:${supervisor.appPort}/`)).rejects.toThrow();

  await deck.slider.focus();
  await page.keyboard.press("ArrowRight");
  await deck.expectServing(1);
  await load(supervisor).answers(10);
});

test("scale to 0 and think better of it: nothing changes", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const before = await supervisor.state();

  await deck.slider.focus();
  await page.keyboard.press("Home");
  await expect(deck.confirmZero).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(deck.confirmZero).toBeHidden();
  await expect(deck.slider).toHaveAttribute("aria-valuenow", "2");
  const after = await supervisor.state();
  expect(after.target).toBe(2);
  expect(after.workers.map(({ pid }) => pid)).toEqual(before.workers.map(({ pid }) => pid));
});

test("fork a worker: one more, beside those that are there", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const { pid } = await supervisor.worker(1);

  await deck.forkButton.click();
  await deck.expectServing(2);
  await deck.forkButton.click();
  await deck.expectServing(3);

  await expect(deck.slider).toHaveAttribute("aria-valuenow", "3");
  const { target, workers } = await supervisor.state();
  expect(target).toBe(3);
  expect(workers[0]?.pid).toBe(pid);
});

test("ask faster than the supervisor takes commands: the refusal is said beside the slider", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);

  await page.getByRole("button", { name: "One worker more" }).evaluate((button: HTMLElement) => {
    // In one task, so that each asks for the same: one worker more than there is. Far over the limit,
    // as a slow machine takes seconds to read them and is owed twenty for each.
    for (let click = 0; click < 150; click += 1) button.click();
  });

  const controls = page.getByRole("region", { name: "Controls" });
  await expect(controls.getByRole("alert")).toContainText("Slow down");
  await expect(deck.connection).toHaveText(/^Live/);
  await deck.expectServing(2);
  await expect(deck.slider).toHaveAttribute("aria-valuenow", "2");
});
