import type { Socket } from "node:net";
import { PROBLEM_STATUS, type ProblemCode } from "@clusterdeck/shared";
import { SECURITY_HEADERS } from "./guard.ts";

const CODES: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "too-slow",
  HPE_HEADER_OVERFLOW: "too-large",
};
const DETAILS: Partial<Record<ProblemCode, string>> = {
  "too-slow": "The request did not come whole in time.",
  "too-large": "The request's head is too large.",
};

/**
 * Answers bytes that are no request, which no route and no hook gets to see, like everything else:
 * with the problem, and fenced in. The connection is over in any case.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const code = CODES[error.code ?? ""] ?? "malformed";
  const status = PROBLEM_STATUS[code];
  const detail = DETAILS[code] ?? "This is no HTTP request.";
  const title = code.replaceAll("-", " ");
  const body = JSON.stringify({ type: "about:blank", title, status, code, detail });
  const headers = {
    ...SECURITY_HEADERS,
    "content-type": "application/problem+json",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${title}`, ...lines, "", body].join("\r\n"));
}
