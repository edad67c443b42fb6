import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { CLOSE } from "@clusterdeck/shared";
import type { FastifyInstance } from "fastify";
import { createSessions, type Sessions } from "../stream/sessions.ts";
import { createDashboardApp, type DashboardAppOptions } from "./app.ts";
import type { GuardOptions } from "./guard.ts";
import { mountAt, type Mount } from "./mount.ts";
import { addApiRoutes, addHealthRoutes, addStreamRoute, type RouteParts } from "./routes.ts";

export interface DashboardServerOptions extends RouteParts, Omit<DashboardAppOptions, "guard"> {
  readonly guard: Omit<GuardOptions, "boundHost">;
  readonly host: string;
  readonly port: number;
  /** Try the following ports when this one is taken. */
  readonly mayMove: boolean;
  /** Listen nowhere: another server hands over what comes below this path of it. */
  readonly mount: string | null;
}

export interface DashboardServer {
  /** Null where it is mounted. */
  readonly port: number | null;
  /** Null where it listens. */
  readonly mounted: Mount | null;
  readonly closeStreams: (code: number, reason: string) => void;
  /** Ends every stream as "going away" and stops listening. */
  readonly close: () => Promise<void>;
}

const PORTS_TRIED = 100;

/** @throws with `code` EADDRINUSE or EACCES when no port can be had */
export async function openDashboardServer(
  options: DashboardServerOptions,
): Promise<DashboardServer> {
  const sessions = createSessions();
  const app = await build(options, sessions);
  const closings = { closeStreams: sessions.close, close: () => close(app, sessions) };
  if (options.mount !== null) {
    await app.ready();
    return { port: null, mounted: mountAt(options.mount, app), ...closings };
  }
  const port = await listen(app, options);
  surviveFailedAccepts(app, options.onError);
  return { port, mounted: null, ...closings };
}

/** Without a free descriptor no connection can be taken. That is told once; it must not end us. */
function surviveFailedAccepts(app: FastifyInstance, onError: (error: unknown) => void): void {
  app.server.once("error", onError);
  app.server.on("error", () => {});
}

async function build(options: DashboardServerOptions, sessions: Sessions) {
  const app = await createDashboardApp({
    guard: { ...options.guard, boundHost: options.host },
    maxConnections: options.maxConnections,
    pageFolder: options.pageFolder,
    onError: options.onError,
  });
  addHealthRoutes(app, options.isReady);
  addApiRoutes(app, options);
  await app.register(async (scope) => addStreamRoute(scope, options, sessions));
  return app;
}

/** What a dashboard gets to take its leave; one that is frozen would hold up the end. */
const LEAVE_MS = 500;

async function close(app: FastifyInstance, sessions: Sessions): Promise<void> {
  const clients = [...app.websocketServer.clients];
  const left = clients.map((client) => once(client, "close"));
  sessions.end(CLOSE.goingAway, "the supervisor stops");
  await Promise.race([Promise.allSettled(left), delay(LEAVE_MS, undefined, { ref: false })]);
  for (const client of clients) client.terminate();
  await app.close();
}

async function listen(app: FastifyInstance, options: DashboardServerOptions): Promise<number> {
  const { host, port, mayMove } = options;
  for (let tried = 0; ; tried += 1) {
    try {
      await app.listen({ host, port: port === 0 ? 0 : port + tried });
      const address = app.server.address();
      return typeof address === "object" && address !== null ? address.port : port;
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!isTaken || !mayMove || tried + 1 >= PORTS_TRIED) throw error;
    }
  }
}
