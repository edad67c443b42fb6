import { fileURLToPath } from "node:url";
import { CLOSE } from "@clusterdeck/shared";
import type { MountedDashboard } from "./api/embedded-supervisor.ts";
import type { ConversationBook } from "./conversation/conversation-book.ts";
import type { Fleet } from "./fleet/fleet.ts";
import { connectionLimit } from "./http/connection-limit.ts";
import { openDashboardServer } from "./http/server.ts";
import type { LifeBook } from "./log/life-book.ts";
import type { LogBook } from "./log/log-book.ts";
import type { Logger } from "./log/logger.ts";
import type { Tally } from "./openmetrics/tally.ts";
import { browserHost } from "./options/host-name.ts";
import type { DashboardOptions, TokenSource } from "./options/resolve.ts";
import { openFilesLimit } from "./process/open-files.ts";
import type { CommandDesk } from "./stream/command-desk.ts";
import type { Feed } from "./stream/feed.ts";
import { createSlotChannels } from "./stream/slot-channels.ts";
import { createTokenGate } from "./token/token-gate.ts";
import { watchToken } from "./token/token-watch.ts";

export interface OpenDashboard {
  /** Where it is, token included; null, as the port, where it is mounted. */
  readonly url: string | null;
  readonly port: number | null;
  /** Null where it listens on a port of its own. */
  readonly mounted: MountedDashboard | null;
  readonly close: () => Promise<void>;
}

export interface DashboardParts {
  readonly feed: Feed;
  readonly fleet: Fleet;
  readonly desk: CommandDesk;
  readonly logBook: LogBook;
  readonly conversation: ConversationBook;
  readonly lives: LifeBook;
  readonly tally: Tally;
  readonly logger: Logger;
}

/** Addresses that stand for all of the machine's own. */
const EVERYWHERE: ReadonlySet<string> = new Set(["0.0.0.0", "[::]"]);

/** Built beside this file. */
const PAGE_FOLDER = fileURLToPath(new URL("./dashboard", import.meta.url));

/** @throws with `code` EADDRINUSE or EACCES when its port cannot be had */
export async function openDashboard(
  dashboard: DashboardOptions,
  { feed, fleet, desk, logBook, conversation, lives, tally, logger }: DashboardParts,
): Promise<OpenDashboard> {
  const { token: source } = dashboard;
  const tokens =
    source.kind === "none" ? null : createTokenGate(source.token, source.kind === "given");
  const server = await openDashboardServer({
    feed,
    desk,
    logBook,
    lives,
    tally,
    conversation,
    channels: [
      createSlotChannels("logs", feed.epoch, logBook),
      createSlotChannels("conversation", feed.epoch, conversation),
    ],
    isReady: () => fleet.isReady,
    isSlot: (slot) => fleet.hasSlot(slot),
    host: dashboard.host,
    maxConnections: connectionLimit(openFilesLimit()),
    port: dashboard.port,
    mayMove: dashboard.mayMove,
    mount: dashboard.mount,
    guard: { tokens, allowedHosts: dashboard.allowedHosts },
    pageFolder: PAGE_FOLDER,
    onError: (error) =>
      logger.warn(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  let token = source.kind === "none" ? null : source.token;
  const unwatch = watchKept(source, (changed) => {
    token = changed;
    tokens?.change(changed);
    server.closeStreams(CLOSE.unauthorized, "the token has been changed");
    const url = address(dashboard, server.port, changed);
    const where = url === null ? "" : ` Dashboard  ${url}`;
    logger.say("token-changed", `\n  The token has been changed.${where}\n`, { url });
  });
  return {
    url: address(dashboard, server.port, token),
    port: server.port,
    mounted: server.mounted === null ? null : { ...server.mounted, token: () => token },
    close: async () => {
      unwatch();
      await server.close();
    },
  };
}

/** A token that was given by hand is the caller's; the kept one may be changed while we run. */
function watchKept(source: TokenSource, onChange: (token: string) => void): () => void {
  if (source.kind !== "kept" || source.file === null) return () => {};
  return watchToken(source.file, source.token, onChange);
}

/** The token stands in the fragment, which no browser sends anywhere. */
function address(
  { host }: DashboardOptions,
  port: number | null,
  token: string | null,
): string | null {
  if (port === null) return null;
  const name = browserHost(host) ?? host;
  const shown = EVERYWHERE.has(name) ? "localhost" : name;
  return `http://${shown}:${port}/${token === null ? "" : `#token=${token}`}`;
}
