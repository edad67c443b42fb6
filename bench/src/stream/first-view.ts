import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { SnapshotMessage } from "@clusterdeck/shared";
import { openStream, startLoad, startSupervisor, type Supervisor } from "@clusterdeck/testkit";
import type { Browser } from "playwright";
import { launchBrowser } from "../browser.ts";

/** A page that is opened when the app has run for a while. */
export interface FirstViewFigures extends Views {
  readonly snapshotBytes: number;
  /** Seconds in the shortest column of the history. */
  readonly historySeconds: number;
  readonly columns: number;
  readonly events: number;
  readonly transitions: number;
}

export interface Views {
  /** In a browser that has never seen the page: from the beginning of the navigation to the drawn tiles. */
  readonly coldMs: readonly number[];
  /** In one that has it in its cache. */
  readonly warmMs: readonly number[];
  /** From the arrival of the snapshot to the drawn tiles. */
  readonly drawnMs: readonly number[];
}

const HELLO = fileURLToPath(new URL("../../apps/hello.js", import.meta.url));
const WORKERS = 16;
const VIEWS = 15;
const LIGHT_LOAD = { lanes: 4, pauseMs: 20 };
const KILL_EVERY_MS = 10_000;
const SETTLE_MS = 3_000;

export async function measureFirstView(afterSeconds: number): Promise<FirstViewFigures> {
  const supervisor = await startSupervisor({
    entry: HELLO,
    workers: WORKERS,
    flags: ["--ready-timeout=120000"],
  });
  try {
    await supervisor.serving(WORKERS);
    await liveFor(supervisor, afterSeconds * 1_000);
    await supervisor.serving(WORKERS);
    return { ...(await readSnapshot(supervisor)), ...(await viewPage(supervisor.url, WORKERS)) };
  } finally {
    await supervisor.stop();
  }
}

/** Light load on all workers, and one of them is killed now and then. */
async function liveFor(supervisor: Supervisor, durationMs: number): Promise<void> {
  const load = startLoad({ port: supervisor.appPort, ...LIGHT_LOAD });
  let kills = 0;
  const killing = setInterval(() => {
    kills += 1;
    supervisor.command({ type: "kill", slot: 1 + (kills % WORKERS) }).catch(() => {});
  }, KILL_EVERY_MS);
  await delay(durationMs);
  clearInterval(killing);
  await load.stop();
  await delay(SETTLE_MS);
}

async function readSnapshot(supervisor: Supervisor) {
  const stream = openStream(supervisor);
  const { history, ...rest } = await stream.next(
    (message): message is SnapshotMessage => message.type === "snapshot",
  );
  stream.close();
  const lengths = [history.totals, ...history.slots.map(({ slot: _slot, ...columns }) => columns)]
    .flatMap((columns) => Object.values(columns))
    .map((column) => column.length);
  return {
    snapshotBytes: Buffer.byteLength(JSON.stringify({ ...rest, history })),
    historySeconds: Math.min(...lengths),
    columns: lengths.length,
    events: history.events.length,
    transitions: history.transitions.length,
  };
}

/** How long the page of so many workers takes to be drawn, over and over. */
export async function viewPage(url: string, workers: number): Promise<Views> {
  const browser = await launchBrowser();
  try {
    const coldMs: number[] = [];
    const warmMs: number[] = [];
    const drawnMs: number[] = [];
    // The browser's own first page takes longer, whatever it is.
    await viewTwice(browser, url, workers);
    for (let index = 0; index < VIEWS; index += 1) {
      const [cold, warm] = await viewTwice(browser, url, workers);
      coldMs.push(cold.shownMs);
      warmMs.push(warm.shownMs);
      drawnMs.push(cold.shownMs - cold.arrivedMs, warm.shownMs - warm.arrivedMs);
    }
    return { coldMs, warmMs, drawnMs };
  } finally {
    await browser.close();
  }
}

interface View {
  /** Since the beginning of the navigation. */
  readonly arrivedMs: number;
  readonly shownMs: number;
}

interface Watching {
  view: Promise<View>;
}

async function viewTwice(browser: Browser, url: string, workers: number): Promise<[View, View]> {
  const context = await browser.newContext();
  await context.addInitScript(watch, workers);
  const viewOnce = async () => {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    const seen = await page.evaluate(() => (window as unknown as Watching).view);
    await page.close();
    return seen;
  };
  const views: [View, View] = [await viewOnce(), await viewOnce()];
  await context.close();
  return views;
}

/**
 * Runs in the page before its own scripts: when the frame is drawn in which all tiles have data. No
 * function in it has a name, for which the compiler would call a helper that the page lacks.
 */
function watch(workers: number): void {
  let arrivedMs = 0;
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(Plain, [url, protocols]: [string, string[]]) {
      const socket = new Plain(url, protocols);
      socket.addEventListener("message", () => (arrivedMs = performance.now()), { once: true });
      return socket;
    },
  });
  (window as unknown as Watching).view = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const tiles = [...document.querySelectorAll("article")];
      const drawn = tiles.filter(({ textContent }) => /Serving.*\d\s?MB/s.test(textContent));
      if (drawn.length < workers) return;
      observer.disconnect();
      // The task after the frame's callbacks comes when it has been laid out and painted.
      requestAnimationFrame(() => {
        setTimeout(() => resolve({ arrivedMs, shownMs: performance.now() }), 0);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}
