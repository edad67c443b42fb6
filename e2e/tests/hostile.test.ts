import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Supervisor } from "@clusterdeck/testkit";
import type { BrowserContext, Frame, Page } from "playwright/test";
import { attack } from "../support/attack.ts";
import { expect, test as base } from "../support/test.ts";

/** Another name for the loopback, as a rebound one is: see playwright.config.ts. */
const REBOUND = "evil.test";
const PLAIN = "<!doctype html><title>hostile</title><body>";

const test = base.extend<{
  /** The port of a server that has nothing but an empty page. */
  hostilePort: number;
}>({
  hostilePort: async ({}, provide) => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "text/html").end(PLAIN);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    await provide((server.address() as AddressInfo).port);
    server.closeAllConnections();
    server.close();
  },
});

/** What nobody else may change. */
async function standing(supervisor: Supervisor) {
  const { target, reload, workers } = await supervisor.state();
  return { target, reload, workers: workers.map(({ pid, generation }) => ({ pid, generation })) };
}

/** Has the page try everything, and looks for an effect. */
async function expectNothing(
  supervisor: Supervisor,
  context: BrowserContext,
  where: Page | Frame,
  origin: string,
) {
  const before = await standing(supervisor);
  const loot = await where.evaluate(attack, { origin, token: supervisor.token });
  expect(Object.keys(loot).length).toBeGreaterThan(30);
  expect(Object.entries(loot).filter(([, got]) => got !== "nothing")).toEqual([]);
  expect(await standing(supervisor)).toEqual(before);
  expect(supervisor.log.lines.filter(({ event }) => event.startsWith("fleet:"))).toEqual([]);
  const frames = context.pages().flatMap((page) => page.frames());
  const framed = frames.filter((frame) => frame.parentFrame() !== null);
  for (const frame of framed) await expect(frame.locator("#root")).toHaveCount(0);
}

for (const flags of [[], ["--no-auth"]]) {
  const how = flags.length === 0 ? "that knows the token" : "without a token to know (--no-auth)";

  for (const [name, host] of [
    ["localhost", "localhost"],
    ["127.0.0.1", "127.0.0.1"],
    ["localhost", "127.0.0.1"],
  ] as const) {
    test(`a page on another port of ${host}, ${how}, gets nothing out of ${name} and changes nothing`, async ({
      context,
      supervise,
      hostilePort,
    }) => {
      const supervisor = await supervise({ workers: 2, flags });
      await supervisor.serving(2);
      const page = await context.newPage();
      await page.goto(`http://${host}:${hostilePort}/`);
      await expectNothing(supervisor, context, page, `http://${name}:${supervisor.dashboardPort}`);
    });
  }

  test(`a page whose name is rebound to the dashboard, ${how}, is of its origin and gets nothing all the same`, async ({
    browser,
    supervise,
  }) => {
    const supervisor = await supervise({ workers: 2, flags });
    await supervisor.serving(2);
    // What the supervisor answers under that name stands for the attacker's page, whose own policy
    // would let it do anything.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const origin = `http://${REBOUND}:${supervisor.dashboardPort}`;
    expect((await page.goto(`${origin}/`))?.status()).toBe(403);
    expect(await page.evaluate(() => location.origin)).toBe(origin);
    expect(await page.evaluate(() => fetch("/healthz").then(({ status }) => status))).toBe(403);
    await expectNothing(supervisor, context, page, origin);
    await context.close();
  });

  test(`a sandboxed frame of no origin, ${how}, gets nothing and changes nothing`, async ({
    context,
    supervise,
    hostilePort,
  }) => {
    const supervisor = await supervise({ workers: 2, flags });
    await supervisor.serving(2);
    const page = await context.newPage();
    await page.goto(`http://localhost:${hostilePort}/`);
    await page.evaluate((html) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-forms allow-popups");
      frame.srcdoc = html;
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener("load", resolve));
    }, PLAIN);
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error("no frame");
    expect(await frame.evaluate(() => window.origin)).toBe("null");
    await expectNothing(supervisor, context, frame, `http://localhost:${supervisor.dashboardPort}`);
  });
}

test("the same tries from the dashboard's own origin do get through, so they would show", async ({
  browser,
  supervise,
}) => {
  const supervisor = await supervise({ workers: 1, flags: ["--no-auth"] });
  await supervisor.serving(1);
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${supervisor.origin}/healthz`);
  const loot = await page.evaluate(attack, { origin: supervisor.origin, token: "none" });
  for (const got of [
    "fetch the state",
    "fetch the logs",
    "fetch the page",
    "post a command as a blob of JSON",
    "command by XMLHttpRequest with the token",
    "open the stream by its name",
    "show the page's icon",
  ]) {
    expect(loot[got], got).not.toBe("nothing");
  }
  expect((await supervisor.state()).target).toBe(7);
  await context.close();
});
