import { startSupervisor } from "@clusterdeck/testkit";
import { launchBrowser } from "../browser.ts";
import { dieOnce } from "../death-to-tile.ts";

const WORKERS = 10;
/** Of each worker: with one more in half a minute it would be given up. */
const DEATHS = 4 * WORKERS;

/** From SIGKILL to a worker, sent by the system, to the frame that shows its tile without it. */
export async function measureDeaths(): Promise<readonly number[]> {
  const supervisor = await startSupervisor({ workers: WORKERS });
  const browser = await launchBrowser();
  try {
    await supervisor.serving(WORKERS);
    const page = await browser.newPage();
    await page.goto(supervisor.url);
    await page.getByRole("region", { name: "Events" }).waitFor();
    const delaysMs: number[] = [];
    for (let death = 0; death < DEATHS; death += 1) {
      const slot = 1 + (death % WORKERS);
      delaysMs.push(
        await dieOnce(supervisor, page, slot, (_supervisor, _slot, pid) => {
          process.kill(pid, "SIGKILL");
        }),
      );
    }
    return delaysMs;
  } finally {
    await browser.close();
    await supervisor.stop();
  }
}
