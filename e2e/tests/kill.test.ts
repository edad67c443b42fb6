import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

test("kill a worker: it comes back with a new pid in its next generation, and the restart is counted", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  const before = await supervisor.worker(2);
  await expect(deck.pid(2)).toHaveText(`${before.pid}`);
  await expect(deck.tile(2)).toContainText("0 restarts");

  await deck.killButton(2).click();

  await expect(deck.pid(2)).not.toHaveText(`${before.pid}`);
  await deck.expectServing(3);
  await expect(deck.tile(2)).toContainText("1 restart");
  const after = await supervisor.worker(2);
  expect(after.pid).not.toBe(before.pid);
  expect(after.generation).toBe(before.generation + 1);
  expect(after.restarts).toBe(before.restarts + 1);
  expect(after.lastExit).toMatchObject({
    pid: before.pid,
    generation: before.generation,
    code: null,
    signal: "SIGKILL",
    cause: "command",
  });
  await expect(deck.pid(2)).toHaveText(`${after.pid}`);
});

test("kill a worker five times over: the app's port answers all the while", async ({
  page,
  supervise,
  load,
}) => {
  const kills = 5;
  const lanes = 2;
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  const traffic = load(supervisor, lanes);

  for (let kill = 1; kill <= kills; kill += 1) {
    await traffic.answers(100);
    await deck.killButton(1).click();
    await expect(deck.tile(1)).toContainText(kill === 1 ? "1 restart" : `${kill} restarts`);
    await deck.expectServing(3);
  }
  await traffic.answers(100);

  const { losses } = await traffic.stop();
  // The port is held throughout. What a killed worker had in hand goes down with it, and no more.
  const { ECONNRESET: reset = 0, CUT: cut = 0, ...others } = losses;
  expect(others).toEqual({});
  expect(reset + cut).toBeLessThanOrEqual(kills * lanes);
});

test("kill the only worker: it comes back and serves", async ({ page, supervise, load }) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const { pid } = await supervisor.worker(1);

  await deck.killButton(1).click();

  await expect(deck.pid(1)).not.toHaveText(`${pid}`);
  await deck.expectServing(1);
  await load(supervisor).answers(10);
});

test("kill every worker one after the other: each keeps its place", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  const before = await supervisor.state();

  for (const slot of [3, 1, 2]) await deck.killButton(slot).click();

  for (const { slot, pid } of before.workers) {
    await expect(deck.pid(slot)).not.toHaveText(`${pid}`);
  }
  await deck.expectServing(3);
  for (const [index, tile] of (await deck.tiles.all()).entries()) {
    await expect(tile).toHaveAccessibleName(`Worker ${index + 1}`);
  }
  const after = await supervisor.state();
  expect(after.workers.map(({ slot, generation }) => ({ slot, generation }))).toEqual(
    before.workers.map(({ slot, generation }) => ({ slot, generation: generation + 1 })),
  );
});

test("a worker killed from outside is told apart from one that was killed here", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const { pid } = await supervisor.worker(2);
  if (pid === null) throw new Error("worker 2 has no process");

  process.kill(pid, "SIGKILL");

  await expect(deck.pid(2)).not.toHaveText(`${pid}`);
  await deck.expectServing(2);
  expect((await supervisor.worker(2)).lastExit).toMatchObject({
    pid,
    code: null,
    signal: "SIGKILL",
    cause: "external-signal",
  });
});
