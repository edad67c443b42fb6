import type { LastExit } from "@clusterdeck/shared";
import type { Stage } from "@clusterdeck/testkit/stage";
import type { Page } from "playwright/test";
import { openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const workerOf = (stage: Stage, slot: number) => {
  const worker = stage.world().workers.find((one) => one.slot === slot);
  if (worker === undefined) throw new Error(`there is no worker ${slot}`);
  return worker;
};
const icon = (page: Page) => page.locator('link[rel="icon"]');

test("the browser's tab says that a worker has failed or the connection is lost, until it is mended", async ({
  page,
  stage,
}) => {
  const played = await stage("calm");
  const deck = await openDeck(page, played);
  await expect(page).toHaveTitle("server.js · clusterdeck");
  await expect(icon(page)).toHaveAttribute("href", /favicon\.svg$/);

  const well = workerOf(played, 2);
  await played.change({ workers: [{ ...well, state: "failed", pid: null }] });
  await expect(page).toHaveTitle("▲ 1 failed · server.js · clusterdeck");
  await expect(icon(page)).toHaveAttribute("href", /^data:image\/svg/);
  await played.change({ workers: [well] });
  await expect(page).toHaveTitle("server.js · clusterdeck");
  await expect(icon(page)).toHaveAttribute("href", /favicon\.svg$/);

  await played.goAway();
  await expect(page).toHaveTitle("○ Connection lost · server.js · clusterdeck");
  played.comeBack();
  await expect(deck.connection).toHaveText(/^Live/);
  await expect(page).toHaveTitle("server.js · clusterdeck");
});

test("a death flashes on its tile and the new process slides in, but not for who opens the page later", async ({
  page,
  stage,
}) => {
  const played = await stage("calm");
  const deck = await openDeck(page, played);
  const { at } = played.world();
  const worker = workerOf(played, 2);
  const { pid, generation } = worker;
  const lastExit: LastExit = {
    pid,
    generation,
    code: null,
    signal: "SIGKILL",
    cause: "command",
    by: "you",
    detail: "SIGKILL by you",
    hint: null,
    at,
    uptimeMs: 9000,
    inFlight: 0,
    stderrTail: [],
  };
  const next = { pid: 4242, generation: generation + 1, since: at, startedAt: at, restarts: 1 };

  const tile = deck.tile(2);
  const flashes = await tile.evaluateHandle((element) => {
    const seen: (string | undefined)[] = [];
    new MutationObserver(() => {
      const flash = element.querySelector<HTMLElement>("[data-news=death]");
      const step = flash?.dataset["step"] ?? "gone";
      if (seen.at(-1) !== step) seen.push(step);
    }).observe(element, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await played.change({ workers: [{ ...worker, ...next, lastExit }] });
  await expect(deck.pid(2)).toHaveText("4242");
  await expect.poll(() => flashes.jsonValue()).toEqual(["0", "1", "2", "gone"]);
  await expect(tile.locator("[data-news=birth]")).toHaveCount(1);
  await expect(tile).toContainText("SIGKILL by you");

  await page.reload();
  await expect(deck.pid(2)).toHaveText("4242");
  await expect(page.locator("[data-news]")).toHaveCount(0);
  await expect(tile).toContainText("SIGKILL by you");
});
