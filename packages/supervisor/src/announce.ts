import type { Logger } from "./log/logger.ts";
import { openBrowser } from "./open-browser.ts";
import { isLoopback, type SupervisorOptions } from "./options/resolve.ts";
import type { Supervisor } from "./supervisor.ts";
import { VERSION } from "./version.ts";

/** Says what has been started and where its dashboard is, and opens that in a browser if asked to. */
export function announce(
  { url, port }: Pick<Supervisor, "url" | "port">,
  { dashboard, entry, workers }: SupervisorOptions,
  logger: Logger,
): void {
  // Where it is mounted, only the program knows its address.
  if (url === null || dashboard === null) {
    logger.say("started", `clusterdeck ${VERSION}: ${entry.name} with ${workers} workers`, {
      workers,
    });
    return;
  }
  if (dashboard.mayMove && port !== dashboard.port) {
    logger.say("dashboard-port", `Port ${dashboard.port} is taken, the dashboard is on ${port}.`, {
      wanted: dashboard.port,
      port,
    });
  }
  if (!isLoopback(dashboard.host)) {
    logger.warn(`the dashboard listens on ${dashboard.host}: others on the network can reach it`);
  }
  logger.say("dashboard", `\n  Dashboard  ${url}\n`, { url, port, workers, pid: process.pid });
  if (dashboard.open) {
    openBrowser(url, () => logger.warn("no browser could be opened; follow the address above"));
  }
}
