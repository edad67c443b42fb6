import { PROBLEM_STATUS, STREAM_PATH } from "@clusterdeck/shared";
import type { ProbeOutcome } from "./connection.ts";

/**
 * Asks over HTTP what a refused WebSocket cannot tell: is the token wrong, are there too many pages, or
 * is nobody there? It asks at the stream's own address, which is refused for all that the stream is
 * refused for, and costs the server next to nothing.
 */
export async function probe(token: string | null, signal: AbortSignal): Promise<ProbeOutcome> {
  try {
    const response = await fetch(STREAM_PATH, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      cache: "no-store",
      signal,
    });
    // All that is wrong is that this was no WebSocket.
    if (response.status === PROBLEM_STATUS["upgrade-required"]) return { answer: "ok" };
    if (response.status === PROBLEM_STATUS.unauthorized) return { answer: "unauthorized" };
    // A proxy (Vite's, while developing) answers so in place of a supervisor that is away.
    if (response.status >= 500) return { answer: "unreachable" };
    return { answer: "refused", problem: await problemOf(response) };
  } catch {
    return { answer: "unreachable" };
  }
}

async function problemOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { detail?: unknown; title?: unknown };
    // What it is put into goes on after it.
    if (typeof body.detail === "string") return body.detail.replace(/\.$/, "");
    if (typeof body.title === "string") return body.title;
  } catch {
    // No problem document: the status alone has to do.
  }
  return `the server answered ${response.status}`;
}
