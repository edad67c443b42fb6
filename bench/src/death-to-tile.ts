import { startSupervisor, type Supervisor } from "@clusterdeck/testkit";
import type { Page } from "playwright";
import { launchBrowser } from "./browser.ts";

const WORKERS = 4;
const MEMORY_SETTLES_MS = 15_000;

export interface PageFigures {
  /** From a worker's death to the frame that shows its tile changed, in ms. */
  readonly deathToTileMs: readonly number[];
  /** Of the supervisor, with four workers and the page open, in bytes. */
  readonly supervisorRssBytes: number;
}

/** A real page in a real Chromium, beside a real supervisor. */
export async function measurePage(deaths: number): Promise<PageFigures> {
  const supervisor = await startSupervisor({ workers: WORKERS });
  const browser = await launchBrowser();
  try {
    await supervisor.serving(WORKERS);
    const page = await browser.newPage();
    await page.goto(supervisor.url);
    await page
      .getByRole("article")
      .nth(WORKERS - 1)
      .waitFor();
    await page.waitForTimeout(MEMORY_SETTLES_MS);
    const { rssBytes } = (await supervisor.state()).supervisor;
    const deathToTileMs: number[] = [];
    for (let death = 0; death < deaths; death += 1) {
      const slot = 1 + (death % WORKERS);
      deathToTileMs.push(await dieOnce(supervisor, page, slot, killByCommand));
    }
    return { deathToTileMs, supervisorRssBytes: rssBytes };
  } finally {
    await browser.close();
    await supervisor.stop();
  }
}

function killByCommand(supervisor: Supervisor, slot: number): void {
  supervisor.command({ type: "kill", slot }).catch(() => {});
}

/** @returns how long after the kill the tile was drawn without the dead process, in ms */
export async function dieOnce(
  supervisor: Supervisor,
  page: Page,
  slot: number,
  kill: (supervisor: Supervisor, slot: number, pid: number) => void,
): Promise<number> {
  const { pid } = await supervisor.worker(slot);
  if (pid === null) throw new Error(`worker ${slot} has no process`);
  const from = supervisor.log.lines.length;
  await page.evaluate(watchTile, { slot, pid });
  const killedAt = Date.now();
  kill(supervisor, slot, pid);
  const shownAt = await page.evaluate(() => (window as unknown as Watched).tileChanged);
  await supervisor.log.next((line) => line.event === "worker:serving" && line.slot === slot, from);
  return shownAt - killedAt;
}

interface Watched {
  tileChanged: Promise<number>;
}

/** Runs in the page: when the frame is drawn in which the tile no longer shows the dead process. */
function watchTile({ slot, pid }: { slot: number; pid: number }): void {
  const tile = document.querySelector(`article[aria-label="Worker ${slot}"]`);
  if (tile === null) throw new Error(`no tile of worker ${slot}`);
  (window as unknown as Watched).tileChanged = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (tile.textContent.includes(String(pid)) && tile.textContent.includes("Serving")) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(Date.now()));
    });
    observer.observe(tile, { subtree: true, childList: true, characterData: true });
  });
}
