import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { CLOSE, STREAM_SUBPROTOCOL } from "@clusterdeck/shared";
import fastifyStatic from "@fastify/static";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { createSessions, type Sessions } from "../stream/sessions.ts";
import { answerClientError } from "./client-error.ts";
import { installGuard, SECURITY_HEADERS, type GuardOptions } from "./guard.ts";
import { problemOf, sendProblem } from "./problem.ts";
import { addApiRoutes, addHealthRoutes, addStreamRoute, type RouteParts } from "./routes.ts";

export interface DashboardServerOptions extends RouteParts {
  readonly guard: Omit<GuardOptions, "boundHost">;
  readonly host: string;
  /** Further ones are closed at once. */
  readonly maxConnections: number;
  readonly port: number;
  /** Try the following ports when this one is taken. */
  readonly mayMove: boolean;
  /** The built page. */
  readonly pageFolder: string;
  /** An error that no client should be told of. */
  readonly onError: (error: unknown) => void;
}

export interface DashboardServer {
  readonly port: number;
  readonly closeStreams: (code: number, reason: string) => void;
  /** Ends every stream as "going away" and stops listening. */
  readonly close: () => Promise<void>;
}

const LARGEST_MESSAGE_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** The page asks for all it needs within it; idle connections are among those that are limited. */
const KEEP_ALIVE_MS = 5_000;
const PORTS_TRIED = 100;

/** @throws with `code` EADDRINUSE or EACCES when no port can be had */
export async function openDashboardServer(
  options: DashboardServerOptions,
): Promise<DashboardServer> {
  const sessions = createSessions();
  const app = await build(options, sessions);
  const port = await listen(app, options);
  surviveFailedAccepts(app, options.onError);
  return {
    port,
    closeStreams: sessions.close,
    close: () => close(app, sessions),
  };
}

/** Without a free descriptor no connection can be taken. That is told once; it must not end us. */
function surviveFailedAccepts(app: FastifyInstance, onError: (error: unknown) => void): void {
  app.server.once("error", onError);
  app.server.on("error", () => {});
}

async function build(options: DashboardServerOptions, sessions: Sessions) {
  const app = fastify({
    bodyLimit: LARGEST_MESSAGE_BYTES,
    // Whoever has not said who it is by then is not waited for.
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 1_000 },
    keepAliveTimeout: KEEP_ALIVE_MS,
    clientErrorHandler: answerClientError,
    forceCloseConnections: true,
    // The page and the API are all there is: no proxy stands before them.
    trustProxy: false,
    // Thrown before any hook runs, so before the guard: a target that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      reply.headers(SECURITY_HEADERS).header("connection", "close");
      reply.raw.once("finish", () => letGoOfUpgrade(request));
      void sendProblem(reply, "malformed", error.message);
    },
  });
  app.server.maxConnections = options.maxConnections;
  // A form of any page can send text; JSON it cannot send without a preflight, which we never answer.
  app.removeContentTypeParser("text/plain");
  installGuard(app, { ...options.guard, boundHost: options.host });
  app.addHook("onResponse", async (request) => letGoOfUpgrade(request));
  app.setErrorHandler((error, _request, reply) => {
    const { code, detail } = problemOf(error);
    if (code === "internal") options.onError(error);
    return sendProblem(reply, code, detail);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, "not-found", "There is nothing here."),
  );
  await app.register(fastifyWebsocket, {
    options: {
      maxPayload: LARGEST_MESSAGE_BYTES,
      perMessageDeflate: false,
      // The token is never echoed: only the protocol's own name is chosen.
      handleProtocols: (offered) => (offered.has(STREAM_SUBPROTOCOL) ? STREAM_SUBPROTOCOL : false),
    },
  });
  addHealthRoutes(app, options.isReady);
  addApiRoutes(app, options);
  await app.register(async (scope) => addStreamRoute(scope, options, sessions));
  await addPage(app, options.pageFolder);
  return app;
}

/** It has taken the connection from Node's server: once refused, nobody else would close it. */
function letGoOfUpgrade({ headers, raw }: FastifyRequest): void {
  if (headers.upgrade !== undefined) raw.socket.destroySoon();
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

async function addPage(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await app.register(async (scope) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, isPublic: true };
    });
    await scope.register(fastifyStatic, {
      root: folder,
      // Only files that exist now are routes: there is no path to walk.
      wildcard: false,
      index: ["index.html"],
      cacheControl: false,
      preCompressed: true,
      setHeaders: (response, path) => {
        // Built names carry a hash of what is in them.
        const isHashed = path.includes("/assets/");
        response.header(
          "cache-control",
          isHashed ? "public, max-age=31536000, immutable" : "no-cache",
        );
      },
    });
  });
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
