import {
  COMMANDS_PATH,
  CONVERSATION_PATH,
  LOGS_PATH,
  STATE_PATH,
  STREAM_PATH,
} from "@clusterdeck/shared";
import { pick } from "@clusterdeck/testkit";
import { messageText } from "./messages.ts";

type Random = () => number;

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** The statuses it must be refused with, wherever it goes; null when it may be let in. */
  readonly refusals: readonly number[] | null;
}

const UNDECODABLE_PATH = "/%zz";
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
const PATHS = [
  "/",
  "/healthz",
  "/readyz",
  STATE_PATH,
  COMMANDS_PATH,
  STREAM_PATH,
  LOGS_PATH,
  CONVERSATION_PATH,
  `${CONVERSATION_PATH}?messages=__proto__`,
  `${STREAM_PATH}?epoch=x&seq=1&metricsAt=2`,
  `${STREAM_PATH}?seq=-1`,
  `${LOGS_PATH}?slot=1&lines=5`,
  `${LOGS_PATH}?slot=&lines=1e9&lines=2`,
  "/assets/../../package.json",
  "/%2e%2e/%2e%2e/etc/passwd",
  UNDECODABLE_PATH,
  "//evil.test/api/v1/state",
  "/api/v1/state/",
  "/API/V1/STATE",
  `/${"a".repeat(3000)}`,
];
/** Open to everybody who asks under a name of ours, and to be read only. */
const PUBLIC_PATHS = ["/", "/healthz", "/readyz"];
const OUR_HOSTS = ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"];
const FOREIGN_HOSTS = ["evil.test", "localhost.", "127.1"];
/** Foreign, whichever of our hosts is asked. */
const ORIGINS = ["null", "http://evil.test", "https://localhost", "file://", "http://localhost:1"];
const TYPES = ["application/json", "text/plain", "application/json; charset=utf-16", "", "x/y"];

/** Anything, and often nearly right. `token` is right, and is sent with some. */
export function fuzzRequest(random: Random, count: number, token: string): FuzzRequest {
  const headers: Record<string, string> = {};
  if (random() < 0.1) headers["host"] = pick(random, [...OUR_HOSTS, ...FOREIGN_HOSTS]);
  if (random() < 0.1) headers["origin"] = pick(random, ORIGINS);
  if (random() < 0.7) headers["authorization"] = `Bearer ${token}`;
  else if (random() < 0.1) headers["authorization"] = `Bearer wrong-token-${count}`;
  else if (random() < 0.2) headers["authorization"] = pick(random, ["Basic eDp5", "Bearer", "x"]);
  if (random() < 0.05) headers["sec-fetch-site"] = pick(random, ["cross-site", "same-site", "x"]);
  const method = random() < 0.6 ? pick(random, ["GET", "POST"]) : pick(random, METHODS);
  const isBodied = method !== "GET" && method !== "HEAD";
  if (isBodied) headers["content-type"] = pick(random, random() < 0.7 ? TYPES.slice(0, 1) : TYPES);
  const body = isBodied ? messageText(random, count) : undefined;
  // Else Node's client sends the body of some methods without a length, as if another request began.
  if (body !== undefined) headers["content-length"] = String(Buffer.byteLength(body));
  const path = random() < 0.4 && isBodied ? COMMANDS_PATH : pick(random, PATHS);
  const refusals = refusalsOf({ method, path, headers }, token);
  return { method, path, headers, body, refusals };
}

/** By what docs/security.md promises, and by how the request was made. */
function refusalsOf(
  { method, path, headers }: Pick<FuzzRequest, "method" | "path" | "headers">,
  token: string,
): readonly number[] | null {
  const isPublic = PUBLIC_PATHS.includes(path) && (method === "GET" || method === "HEAD");
  const isForeign =
    FOREIGN_HOSTS.includes(headers["host"] ?? "") ||
    headers["origin"] !== undefined ||
    (headers["sec-fetch-site"] !== undefined && !isPublic);
  // Who asks for what cannot be decoded is told that, before all else.
  const undecodable = path === UNDECODABLE_PATH ? [400] : [];
  if (isForeign) return [403, ...undecodable];
  const isKnown = headers["authorization"] === `Bearer ${token}`;
  return isPublic || isKnown ? null : [401, 429, ...undecodable];
}

/** What no HTTP client would send: bytes for a socket, which is then ended. */
export function rawBytes(random: Random, token: string): Buffer {
  const good = `GET ${STATE_PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  const post =
    `POST ${COMMANDS_PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\n`;
  const made = pick(random, [
    good + good,
    good.replace("\r\n\r\n", ""),
    good.replace("HTTP/1.1", "HTTP/9.9"),
    good.replace("Host:", "Host: evil.test\r\nHost:"),
    `${post}Content-Length: 40\r\n\r\n{"type":"fork"}`,
    `${post}Content-Length: 4\r\n\r\n{"type":"fork"}`,
    `${post}Content-Length: -1\r\n\r\n{}`,
    `${post}Transfer-Encoding: chunked\r\n\r\n5\r\n{"typ`,
    `${post}Transfer-Encoding: chunked\r\nContent-Length: 15\r\n\r\n0\r\n\r\n`,
    `${post}Expect: 100-continue\r\nContent-Length: 15\r\n\r\n{"type":"fork"}`,
    "\u0016\u0003\u0001\u0002\u0000",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    `CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    `GET ${STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
  ]);
  const bytes = Buffer.from(made, "latin1");
  const flips = random() < 0.5 ? 0 : 1 + Math.floor(random() * 6);
  for (let flip = 0; flip < flips; flip += 1) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return bytes.subarray(0, random() < 0.8 ? bytes.length : Math.floor(random() * bytes.length));
}
