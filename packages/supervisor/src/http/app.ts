import { existsSync } from "node:fs";
import { STREAM_SUBPROTOCOL } from "@clusterdeck/shared";
import fastifyStatic from "@fastify/static";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { LARGEST_MESSAGE_BYTES, parseJson } from "../stream/parse-message.ts";
import { answerClientError } from "./client-error.ts";
import { installGuard, SECURITY_HEADERS, type GuardOptions } from "./guard.ts";
import { Problem, problemOf, sendProblem } from "./problem.ts";

export interface DashboardAppOptions {
  readonly guard: GuardOptions;
  /** Further ones are closed at once. */
  readonly maxConnections: number;
  /** The built page. */
  readonly pageFolder: string;
  /** An error that no client should be told of. */
  readonly onError: (error: unknown) => void;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** The page asks for all it needs within it; idle connections are among those that are limited. */
const KEEP_ALIVE_MS = 5_000;

/** The page and what holds for every route, whatever the routes are: who is let in, and how it is told. */
export async function createDashboardApp(options: DashboardAppOptions): Promise<FastifyInstance> {
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
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    const json = parseJson(String(body));
    if (json.ok) done(null, json.value);
    else done(new Problem(json.error.code, json.error.message));
  });
  installGuard(app, options.guard);
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
    // After a bad frame ws closes by itself, and says why; the plugin's own handler would reset the
    // connection before the code is read. Still open means that our own code threw.
    errorHandler: (error, socket) => {
      if (socket.readyState !== socket.OPEN) return;
      options.onError(error);
      socket.terminate();
    },
  });
  await addPage(app, options.pageFolder);
  return app;
}

/** It has taken the connection from Node's server: once refused, nobody else would close it. */
function letGoOfUpgrade({ headers, raw }: FastifyRequest): void {
  if (headers.upgrade !== undefined) raw.socket.destroySoon();
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
