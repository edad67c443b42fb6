import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command, CommandResult, Snapshot } from "@clusterdeck/shared";
import type { MountedDashboard } from "./api/embedded-supervisor.ts";
import { variablesOf } from "./config/worker-environment.ts";
import { ConversationBook } from "./conversation/conversation-book.ts";
import { openDashboard, type OpenDashboard } from "./dashboard.ts";
import { Fleet } from "./fleet/fleet.ts";
import { now } from "./fleet/clock.ts";
import { LifeBook } from "./log/life-book.ts";
import { LogBook } from "./log/log-book.ts";
import type { Logger } from "./log/logger.ts";
import { startSampler, type Sampler } from "./metrics/sampler.ts";
import { createTally } from "./openmetrics/tally.ts";
import type { SupervisorOptions } from "./options/resolve.ts";
import { createLauncher } from "./process/launcher.ts";
import { createCommandDesk } from "./stream/command-desk.ts";
import { Feed } from "./stream/feed.ts";
import { newFleet } from "./lifecycle/fleet-state.ts";
import { VERSION } from "./version.ts";
import { watchSources, type SourceWatch } from "./watch/source-watch.ts";

export interface Supervisor {
  /** Forks the workers; not before, so that whoever listens misses nothing. */
  readonly begin: () => void;
  readonly state: () => Snapshot;
  readonly command: (command: Command, by: string) => CommandResult;
  /** Where the dashboard is, token included; null without one. */
  readonly url: string | null;
  readonly port: number | null;
  /** Null unless the dashboard is in another server. */
  readonly mounted: MountedDashboard | null;
  /** Drains every worker, then closes the dashboard. */
  readonly stop: (why: string) => Promise<void>;
  /** Kills every worker at once. */
  readonly abort: () => void;
}

/** Built beside this file. */
const AGENT_FILE = fileURLToPath(new URL("./agent.cjs", import.meta.url));

/**
 * Puts the parts together and starts them: the dashboard first, since a port that cannot be had is
 * told before anything is forked.
 *
 * @throws with `code` EADDRINUSE or EACCES when the dashboard's port cannot be had
 */
export async function startSupervisor(
  options: SupervisorOptions,
  logger: Logger,
  onChanged: () => void = () => {},
): Promise<Supervisor> {
  const feed = createFeed(options);
  const logBook = new LogBook(now);
  const conversation = new ConversationBook(now);
  const lives = new LifeBook(now);
  const tally = createTally();
  let sampler: Sampler | null = null;
  let onStopped: () => void = () => {};
  const stopped = new Promise<void>((resolve) => {
    onStopped = resolve;
  });
  let sources: SourceWatch | null = null;
  const fleet: Fleet = new Fleet({
    policy: options.policy,
    tellsFiles: options.watch !== null,
    limits: options.limits,
    launcher: (report) =>
      createLauncher(
        {
          entry: options.entry.file,
          args: options.appArgs,
          nodeFlags: [...options.entry.nodeFlags, ...options.nodeFlags],
          variablesOf: (slot) => variablesOf(options.environment, slot),
          agentFile: AGENT_FILE,
          ...options.connections,
        },
        report,
        (error) =>
          logger.warn(`no guard against orphans, should this process be killed: ${error.message}`),
      ),
    random: Math.random,
    listener: {
      changed: (state) => {
        feed.setState(state);
        tally.changed(state.slots);
        onChanged();
      },
      forks: () => feed.tellNow(),
      log: (entry) => {
        logger.event(feed.log(entry));
        if (entry.kind === "reload:finished") tally.reloaded("finished");
        if (entry.kind === "reload:failed") tally.reloaded("failed");
      },
      output: (source, lines) => {
        logger.output(source, lines);
        logBook.addLines(source, lines);
      },
      outputDropped: (source, lines) => {
        logger.outputDropped(source, lines);
        logBook.addGap(source, lines);
      },
      said: (speech, message) => conversation.addMessage(speech, message),
      unheard: (speech, messages) => conversation.addGap(speech, messages),
      port: (port) => feed.addPort(port),
      loaded: (files, forkedAt) => sources?.loaded(files, forkedAt),
      lost: (requests) => {
        sampler?.lost(requests);
        tally.lost(requests);
      },
      counted: tally.counted,
      ended: (slot, exit) => {
        lives.add(slot, exit);
        tally.ended(exit.cause);
      },
      stopped: () => onStopped(),
    },
  });

  const desk = createCommandDesk(fleet);
  const { dashboard } = options;
  let opened: OpenDashboard | null = null;
  try {
    if (dashboard !== null) {
      const parts = { feed, fleet, desk, logBook, conversation, lives, tally, logger };
      opened = await openDashboard(dashboard, parts);
    }
  } catch (error) {
    fleet.close();
    throw error;
  }
  sampler = startSampler(fleet, (second) => {
    feed.addSecond(second);
    const slots = new Set(fleet.state.slots.map(({ slot }) => slot));
    logBook.expire(slots);
    conversation.expire(slots);
    lives.expire(slots);
  });
  sources = openSources(options, fleet, logger);

  return {
    begin: () => fleet.start(options.workers),
    state: () => feed.snapshot(),
    command: desk.run,
    url: opened?.url ?? null,
    port: opened?.port ?? null,
    mounted: opened?.mounted ?? null,
    stop: async (why) => {
      fleet.stop(why);
      await stopped;
      fleet.close();
      sampler?.close();
      await sources?.close();
      await opened?.close();
    },
    abort: () => fleet.abort(),
  };
}

function openSources(
  { watch, entry }: SupervisorOptions,
  fleet: Fleet,
  logger: Logger,
): SourceWatch | null {
  if (watch === null) return null;
  return watchSources({
    entry: entry.file,
    paths: watch.paths,
    onChange: (files) => fleet.sourceChanged(files.map((file) => relative(process.cwd(), file))),
    onError: (error) =>
      logger.warn(
        `not all files can be watched: ${error instanceof Error ? error.message : String(error)}`,
      ),
  });
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
      fleet: {
        spares: options.policy.spares,
        ...options.connections,
        readOnly: options.policy.readOnly,
      },
    },
    newFleet(options.policy),
    now,
  );
}
