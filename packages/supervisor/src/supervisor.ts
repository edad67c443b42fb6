import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Fleet } from "./fleet/fleet.ts";
import { now } from "./fleet/clock.ts";
import { connectionLimit } from "./http/connection-limit.ts";
import { openDashboardServer, type DashboardServer } from "./http/server.ts";
import { LogBook } from "./log/log-book.ts";
import type { Logger } from "./log/logger.ts";
import { startSampler, type Sampler } from "./metrics/sampler.ts";
import type { DashboardOptions, SupervisorOptions } from "./options/resolve.ts";
import { createLauncher } from "./process/launcher.ts";
import { openFilesLimit } from "./process/open-files.ts";
import { createCommandDesk } from "./stream/command-desk.ts";
import { Feed } from "./stream/feed.ts";
import { createLogChannels } from "./stream/log-channels.ts";
import { newFleet } from "./lifecycle/fleet-state.ts";
import { VERSION } from "./version.ts";

export interface Supervisor {
  /** Where the dashboard is, token included; null without one. */
  readonly url: string | null;
  readonly port: number | null;
  /** Drains every worker, then closes the dashboard. */
  readonly stop: (why: string) => Promise<void>;
  /** Kills every worker at once. */
  readonly abort: () => void;
}

/** Built beside this file. */
const AGENT_FILE = fileURLToPath(new URL("./agent.cjs", import.meta.url));
const PAGE_FOLDER = fileURLToPath(new URL("./dashboard", import.meta.url));

/**
 * Puts the parts together and starts them: the dashboard first, since a port that cannot be had is
 * told before anything is forked.
 *
 * @throws with `code` EADDRINUSE or EACCES when the dashboard's port cannot be had
 */
export async function startSupervisor(
  options: SupervisorOptions,
  logger: Logger,
): Promise<Supervisor> {
  const feed = createFeed(options);
  const logBook = new LogBook(now);
  let sampler: Sampler | null = null;
  let onStopped: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    onStopped = resolve;
  });
  const fleet: Fleet = new Fleet({
    policy: options.policy,
    limits: options.limits,
    launcher: (report) =>
      createLauncher(
        {
          entry: options.entry.file,
          args: options.appArgs,
          nodeFlags: options.entry.nodeFlags,
          agentFile: AGENT_FILE,
          balance: "round-robin",
        },
        report,
        (error) =>
          logger.warn(`no guard against orphans, should this process be killed: ${error.message}`),
      ),
    random: Math.random,
    listener: {
      changed: (state) => feed.setState(state),
      log: (entry) => logger.event(feed.log(entry)),
      output: (source, lines) => {
        logger.output(source, lines);
        logBook.addLines(source, lines);
      },
      outputDropped: (source, lines) => {
        logger.outputDropped(source, lines);
        logBook.addGap(source, lines);
      },
      port: (port) => feed.addPort(port),
      lost: (requests) => sampler?.lost(requests),
      stopped: () => onStopped(),
    },
  });

  const { dashboard } = options;
  let server: DashboardServer | null = null;
  try {
    server =
      dashboard === null ? null : await openDashboard(dashboard, { feed, fleet, logBook, logger });
  } catch (error) {
    fleet.close();
    throw error;
  }
  sampler = startSampler(fleet, (second) => {
    feed.addSecond(second);
    logBook.expire(new Set(fleet.state.slots.map(({ slot }) => slot)));
  });
  fleet.start(options.workers);

  return {
    url: server === null || dashboard === null ? null : address(dashboard, server.port),
    port: server?.port ?? null,
    stop: async (why) => {
      fleet.stop(why);
      await stopped;
      fleet.close();
      sampler?.close();
      await server?.close();
    },
    abort: () => fleet.abort(),
  };
}

function createFeed(options: SupervisorOptions): Feed {
  return new Feed(
    {
      supervisor: {
        pid: process.pid,
        version: VERSION,
        node: process.version,
        startedAt: Date.now(),
        cores: availableParallelism(),
      },
      app: { name: options.entry.name, entry: options.entry.file },
      fleet: { spares: 0, balance: "round-robin", sticky: null, readOnly: options.policy.readOnly },
    },
    newFleet(options.policy),
    now,
  );
}

interface DashboardParts {
  readonly feed: Feed;
  readonly fleet: Fleet;
  readonly logBook: LogBook;
  readonly logger: Logger;
}

function openDashboard(
  dashboard: DashboardOptions,
  { feed, fleet, logBook, logger }: DashboardParts,
): Promise<DashboardServer> {
  return openDashboardServer({
    feed,
    desk: createCommandDesk(fleet),
    logBook,
    logs: createLogChannels(feed.epoch, logBook),
    isReady: () => fleet.isReady,
    isSlot: (slot) => fleet.hasSlot(slot),
    host: dashboard.host,
    maxConnections: connectionLimit(openFilesLimit()),
    port: dashboard.port,
    mayMove: dashboard.mayMove,
    guard: { token: dashboard.token, allowedHosts: dashboard.allowedHosts },
    pageFolder: PAGE_FOLDER,
    onError: (error) =>
      logger.warn(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
}

/** The token stands in the fragment, which no browser sends anywhere. */
function address(dashboard: DashboardOptions, port: number): string {
  const isEverywhere = ["0.0.0.0", "::"].includes(dashboard.host);
  const host = isEverywhere ? "localhost" : dashboard.host;
  const shown = host.includes(":") ? `[${host}]` : host;
  const fragment = dashboard.token === null ? "" : `#token=${dashboard.token}`;
  return `http://${shown}:${port}/${fragment}`;
}
