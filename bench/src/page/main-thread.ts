import type { Browser, Page } from "playwright";

/** What a stretch of time has cost the page. */
export interface MainThread {
  /** Of the page's main thread, in ms; those shorter than 50 ms are not told. */
  readonly longTasksMs: readonly number[];
  /** Of a core, all threads of the page's process together. */
  readonly cpuPercent: number;
}

interface Observed {
  longTasksMs: number[];
  observer: PerformanceObserver;
}

/**
 * By `PerformanceObserver` ("longtask") and the processes' CPU time, both of which cost the page
 * next to nothing; a trace would be among what is measured.
 */
export async function watchMainThread(
  { browser, page }: { browser: Browser; page: Page },
  act: () => Promise<void>,
): Promise<MainThread> {
  await page.evaluate(() => {
    const longTasksMs: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasksMs.push(duration);
    });
    observer.observe({ type: "longtask" });
    (window as unknown as { observed: Observed }).observed = { longTasksMs, observer };
  });
  const beganMs = performance.now();
  const before = await rendererCpuMs(browser);
  await act();
  const cpuMs = (await rendererCpuMs(browser)) - before;
  const elapsedMs = performance.now() - beganMs;
  const longTasksMs = await page.evaluate(() => {
    const { longTasksMs: seen, observer } = (window as unknown as { observed: Observed }).observed;
    for (const { duration } of observer.takeRecords()) seen.push(duration);
    observer.disconnect();
    return seen;
  });
  return { longTasksMs, cpuPercent: (100 * cpuMs) / elapsedMs };
}

/** Of all pages: there is one, and perhaps a spare that does nothing. */
async function rendererCpuMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo
    .filter(({ type }) => type === "renderer")
    .reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
}
