import type { CommandSignal } from "@clusterdeck/shared";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const ENDING = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGUSR2"] satisfies CommandSignal[];

for (const signal of ENDING) {
  test(`send ${signal} to a worker: it ends by it and is replaced`, async ({ page, supervise }) => {
    const supervisor = await supervise({ workers: 2 });
    const deck = await openDeck(page, supervisor);
    await deck.expectServing(2);
    const [before, other] = [await supervisor.worker(1), await supervisor.worker(2)];

    await deck.sendSignal(1, signal);

    await expect(deck.pid(1)).not.toHaveText(`${before.pid}`);
    await deck.expectServing(2);
    await expect(deck.tile(1)).toContainText(signal);
    const after = await supervisor.worker(1);
    expect(after.generation).toBe(before.generation + 1);
    expect(after.lastExit).toMatchObject({
      pid: before.pid,
      code: null,
      signal,
      cause: "command",
    });
    expect((await supervisor.worker(2)).pid).toBe(other.pid);
  });
}

test("send a signal that the app handles: the app decides how it ends", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1, entry: "e2e/apps/exits-7-on-sigusr2.js" });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);
  const before = await supervisor.worker(1);

  await deck.sendSignal(1, "SIGUSR2");

  await expect(deck.pid(1)).not.toHaveText(`${before.pid}`);
  await deck.expectServing(1);
  expect((await supervisor.worker(1)).lastExit).toMatchObject({
    pid: before.pid,
    code: 7,
    signal: null,
    cause: "command",
  });
});

test("freeze a worker with SIGSTOP: it shows as unresponsive, the others answer, and SIGCONT brings it back", async ({
  page,
  supervise,
  load,
}) => {
  const supervisor = await supervise({ workers: 3 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(3);
  const before = await supervisor.worker(2);

  await deck.sendSignal(2, "SIGSTOP");
  await expect(deck.tile(2)).toContainText("Unresponsive");
  expect((await supervisor.worker(2)).state).toBe("unresponsive");
  await load(supervisor).answers(50);

  await deck.sendSignal(2, "SIGCONT");
  await deck.expectServing(3);
  const after = await supervisor.worker(2);
  expect(after).toMatchObject({ pid: before.pid, generation: before.generation, restarts: 0 });
});

test("kill a frozen worker: SIGKILL ends it all the same", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 2 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const { pid } = await supervisor.worker(1);

  await deck.sendSignal(1, "SIGSTOP");
  await expect(deck.tile(1)).toContainText("Unresponsive");
  await deck.sendSignal(1, "SIGKILL");

  await expect(deck.pid(1)).not.toHaveText(`${pid}`);
  await deck.expectServing(2);
});
