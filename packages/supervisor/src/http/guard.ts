import { STREAM_PATH, TOKEN_SUBPROTOCOL_PREFIX } from "@clusterdeck/shared";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TokenGate } from "../token/token-gate.ts";
import { browserHost } from "../options/host-name.ts";
import { Problem } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Asks for no token. Every other route does, and so does a route that forgets to say. */
    isPublic?: boolean;
  }
}

export interface GuardOptions {
  /** Null: no token is asked for. */
  readonly tokens: TokenGate | null;
  readonly boundHost: string;
  /** Further names as a browser writes them, which a proxy may serve over HTTPS. */
  readonly allowedHosts: readonly string[];
}

export const SECURITY_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
} as const;

/**
 * What every request passes, upgrades included, before any route sees it: the name it was sent to
 * (DNS rebinding), the page that sent it (foreign origins), and the token.
 */
export function installGuard(app: FastifyInstance, options: GuardOptions): void {
  const hosts = new Set([
    "localhost",
    "127.0.0.1",
    "[::1]",
    browserHost(options.boundHost) ?? options.boundHost,
    ...options.allowedHosts,
  ]);
  const check = (request: FastifyRequest, reply: FastifyReply) => {
    checkTarget(request);
    checkUpgrade(request);
    checkHost(request, hosts);
    checkOrigin(request, options.allowedHosts);
    if (request.routeOptions.config?.isPublic === true) return;
    checkSite(request);
    reply.header("cache-control", "no-store");
    if (options.tokens !== null) checkToken(request, reply, options.tokens);
  };
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    try {
      check(request, reply);
    } catch (refusal) {
      // Whoever is refused keeps no connection: there are only so many.
      reply.header("connection", "close");
      throw refusal;
    }
  });
}

function checkToken(request: FastifyRequest, reply: FastifyReply, tokens: TokenGate): void {
  switch (tokens.verdict(tokenOf(request), performance.now())) {
    case "right":
      return;
    case "too-many":
      reply.header("retry-after", "1");
      throw new Problem("too-many", "Too many wrong tokens: wait a second, then try again.");
    case "missing":
    case "wrong":
      reply.header("www-authenticate", "Bearer");
      throw new Problem(
        "unauthorized",
        "The token is missing or wrong: use the address that the supervisor printed.",
      );
  }
}

/** An absolute-form target carries a host of its own beside the Host header. */
function checkTarget(request: FastifyRequest): void {
  if (request.raw.url?.startsWith("/") === true) return;
  throw new Problem("malformed", "The request's target must be a path.");
}

/** The WebSocket plugin would accept an upgrade on any route, those without a token included. */
function checkUpgrade(request: FastifyRequest): void {
  if (request.headers.upgrade === undefined || request.routeOptions.url === STREAM_PATH) return;
  throw new Problem("not-found", "There is no stream here.");
}

function checkHost(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  // Node takes the first of several; what stands between may have gone by another (RFC 9112, 3.2).
  const { rawHeaders } = request.raw;
  if (rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name)).length > 1) {
    throw new Problem("malformed", "The request must name one host.");
  }
  const name = hostName(request.headers.host);
  if (name !== null && hosts.has(name)) return;
  throw new Problem(
    "forbidden-host",
    "This host name is not allowed; start the supervisor with --allowed-host to allow it.",
  );
}

/**
 * A browser tells the page's origin with every upgrade and every POST, and no page can make it tell
 * another. It must be the very scheme, host and port that the request was sent to, which differ from
 * our own behind a tunnel. Other clients send none.
 */
function checkOrigin(request: FastifyRequest, allowedHosts: readonly string[]): void {
  const { origin, host = "" } = request.headers;
  if (origin === undefined || origin === `http://${host.toLowerCase()}`) return;
  // Only behind a proxy, whose name was allowed by hand, is there HTTPS.
  const isAllowedName = allowedHosts.includes(hostName(host) ?? "");
  if (isAllowedName && origin === `https://${host.toLowerCase()}`) return;
  throw new Problem("forbidden-origin", "Requests from another page's origin are refused.");
}

/** A browser that sends no Origin, as with an image, still tells whose page asks. */
function checkSite(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  throw new Problem("forbidden-origin", "Requests from another page's origin are refused.");
}

function hostName(header: string | undefined): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header ?? "");
  return match?.[1]?.toLowerCase() ?? null;
}

/** In the header, or, from a browser's WebSocket, which can set none, among the subprotocols. */
function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer.trim();
  const offered = request.headers["sec-websocket-protocol"]?.split(",") ?? [];
  for (const protocol of offered) {
    const name = protocol.trim();
    if (name.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
      return name.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
  }
  return null;
}
