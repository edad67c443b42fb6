import { createHash, timingSafeEqual } from "node:crypto";
import { STREAM_PATH, TOKEN_SUBPROTOCOL_PREFIX } from "@clusterdeck/shared";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Asks for no token. Every other route does, and so does a route that forgets to say. */
    isPublic?: boolean;
  }
}

export interface GuardOptions {
  /** Null: no token is asked for. */
  readonly token: string | null;
  readonly boundHost: string;
  readonly allowedHosts: readonly string[];
  /** Known once the server listens. */
  readonly port: () => number;
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
  const isToken = options.token === null ? () => true : tokenCheck(options.token);
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    checkTarget(request);
    checkUpgrade(request);
    checkHost(request, options);
    checkOrigin(request, options);
    if (request.routeOptions.config?.isPublic === true) return;
    reply.header("cache-control", "no-store");
    if (!isToken(tokenOf(request))) {
      reply.header("www-authenticate", "Bearer");
      throw new Problem(
        "unauthorized",
        "The token is missing or wrong: use the address that the supervisor printed.",
      );
    }
  });
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

function checkHost(request: FastifyRequest, options: GuardOptions): void {
  const name = hostName(request.headers.host);
  if (name !== null && hostNames(options).has(name)) return;
  throw new Problem(
    "forbidden-host",
    "This host name is not allowed; start the supervisor with --allowed-host to allow it.",
  );
}

function checkOrigin(request: FastifyRequest, options: GuardOptions): void {
  const { origin } = request.headers;
  // Only browsers send one, and they send it on every upgrade and every POST.
  if (origin === undefined) return;
  const port = options.port();
  for (const name of hostNames(options)) {
    if (origin === `http://${name}:${port}`) return;
    // A browser leaves the scheme's own port out.
    if (port === 80 && origin === `http://${name}`) return;
  }
  throw new Problem("forbidden-origin", "Requests from another page's origin are refused.");
}

function hostNames(options: GuardOptions): Set<string> {
  const bound = options.boundHost.includes(":") ? `[${options.boundHost}]` : options.boundHost;
  return new Set(["localhost", "127.0.0.1", "[::1]", bound, ...options.allowedHosts]);
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

/** Compares digests: equal lengths whatever is sent, and in constant time. */
function tokenCheck(token: string): (given: string | null) => boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const expected = digest(token);
  return (given) => given !== null && timingSafeEqual(digest(given), expected);
}
