import { freePort } from "@clusterdeck/testkit";
import type { ServerMessage } from "@clusterdeck/shared";
import type { Page, WebSocket } from "playwright/test";
import { Deck, openDeck } from "../support/deck.ts";
import { expect, test } from "../support/test.ts";

const RECOVERY_LIMIT_MS = 5000;
/** The page looks every two seconds whether five have passed; the rest is for a machine under load. */
const SILENT_AFTER_MS = { least: 4000, most: 8000 };

/** Every stream that the page opens, and what came on it. */
function streamsOf(page: Page) {
  const streams: { socket: WebSocket; messages: ServerMessage[] }[] = [];
  page.on("websocket", (socket) => {
    const messages: ServerMessage[] = [];
    streams.push({ socket, messages });
    socket.on("framereceived", ({ payload }) => {
      messages.push(JSON.parse(payload.toString()) as ServerMessage);
    });
  });
  return streams;
}

/** Of a state that is good news while it is live. */
const colourOf = (deck: Deck) =>
  deck
    .tile(1)
    .getByText("Serving")
    .evaluate((word) => getComputedStyle(word).color);

test("fault 33: the supervisor restarts: the page says so, and comes back by itself with the new workers", async ({
  page,
  supervise,
}) => {
  const options = { workers: 2, dashboardPort: await freePort(), appPort: await freePort() };
  const first = await supervise(options);
  const deck = await openDeck(page, first);
  await deck.expectServing(2);
  const old = await first.state();

  await first.stop();
  await expect(deck.connection).toHaveText(/^(Reconnecting|Offline)/);
  const second = await supervise({ ...options, token: first.token });

  await expect(deck.connection).toHaveText(/^Live/, { timeout: RECOVERY_LIMIT_MS });
  await deck.expectServing(2);
  const { epoch, workers } = await second.state();
  expect(epoch).not.toBe(old.epoch);
  for (const { slot, pid } of workers) await expect(deck.pid(slot)).toHaveText(`${pid}`);
  for (const { slot, pid } of old.workers) {
    await expect(deck.pid(slot)).not.toHaveText(`${pid}`);
  }

  await deck.killButton(1).click();
  await expect(deck.tile(1)).toContainText("1 restart");
});

test("the supervisor is gone: nothing on the page passes for live", async ({ page, supervise }) => {
  const supervisor = await supervise({ workers: 1 });
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(1);

  await supervisor.stop();

  await expect(deck.connection).toHaveText(/^(Reconnecting|Offline)/);
  await expect(page.getByText("Not live since")).toBeVisible();
});

test("the supervisor is frozen: within seconds what is shown is dimmed as old, and live again when it goes on", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const streams = streamsOf(page);
  const deck = await openDeck(page, supervisor);
  await deck.expectServing(2);
  const main = page.getByRole("main");
  const { workers } = await supervisor.state();
  const brightColour = await colourOf(deck);
  await expect(main).toHaveAttribute("data-stale", "false");

  await streams.at(-1)?.socket.waitForEvent("framereceived");
  supervisor.signal("SIGSTOP");
  try {
    const frozenMs = performance.now();
    await expect(deck.connection).toHaveText(/^Reconnecting/, { timeout: SILENT_AFTER_MS.most });
    expect(performance.now() - frozenMs).toBeGreaterThan(SILENT_AFTER_MS.least);
    await expect(main).toHaveAttribute("data-stale", "true");
    await expect.poll(() => colourOf(deck)).not.toBe(brightColour);
    await expect(page.getByText("Not live since")).toBeVisible();
    await expect(deck.killButton(1)).toBeDisabled();
  } finally {
    supervisor.signal("SIGCONT");
  }

  await expect(deck.connection).toHaveText(/^Live/, { timeout: RECOVERY_LIMIT_MS });
  await expect(main).toHaveAttribute("data-stale", "false");
  await expect.poll(() => colourOf(deck)).toBe(brightColour);
  for (const { slot, pid } of workers) await expect(deck.pid(slot)).toHaveText(`${pid}`);
});

/** Without how long ago each was, which no two pages show at the same moment. */
async function toldIn({ events }: Deck): Promise<string[]> {
  const texts = await events.allTextContents();
  return texts.map((text) => text.replace(/^(just now|\d+ (s|min) ago)/, ""));
}

test("the connection is cut while a worker dies: the page goes on where it was, and has missed nothing", async ({
  page,
  context,
  supervise,
  wire: openWire,
}) => {
  const supervisor = await supervise({ workers: 2 });
  const wire = await openWire(supervisor);
  const streams = streamsOf(page);
  const deck = await openDeck(page, { url: `${wire.origin}/#token=${supervisor.token}` });
  await deck.expectServing(2);
  expect(streams.at(-1)?.messages[0]?.type).toBe("snapshot");
  // Their code comes after that of the tiles: cut before, the page would have to ask for it again.
  await expect(deck.events.first()).toBeVisible();

  wire.cut();
  await expect(deck.connection).toHaveText(/^Reconnecting/);
  const from = supervisor.log.lines.length;
  await supervisor.command({ type: "kill", slot: 1 });
  await supervisor.log.next((line) => line.event === "worker:serving", from);
  await expect(deck.tile(1)).toContainText("0 restarts");
  wire.mend();

  await expect(deck.connection).toHaveText(/^Live/, { timeout: RECOVERY_LIMIT_MS });
  expect(streams.at(-1)?.messages[0]?.type).toBe("resumed");
  await expect(deck.tile(1)).toContainText("1 restart");
  await deck.expectServing(2);
  await expect(deck.events.filter({ hasText: "ended: SIGKILL by api" })).toHaveCount(1);
  const fresh = await openDeck(await context.newPage(), supervisor);
  await expect(fresh.events.filter({ hasText: "ended: SIGKILL by api" })).toHaveCount(1);
  await expect.poll(() => toldIn(deck)).toEqual(await toldIn(fresh));
});

test("the page is loaded again without the token in its address: it still has it", async ({
  page,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1 });
  await openDeck(page, supervisor);
  expect(page.url()).not.toContain(supervisor.token);

  await page.goto(supervisor.origin);

  await expect(new Deck(page).connection).toHaveText(/^Live/);
});
