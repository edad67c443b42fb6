import { PROBLEM_STATUS, STREAM_PATH } from "@clusterdeck/shared";
import type { ProbeOutcome } from "./connection.ts";
import { get, problemOf } from "./http.ts";

/**
 * Asks over HTTP what a refused WebSocket cannot tell: is the token wrong, are there too many pages, or
 * is nobody there? It asks at the stream's own address, which is refused for all that the stream is
 * refused for, and costs the server next to nothing.
 */
export async function probe(token: string | null, signal: AbortSignal): Promise<ProbeOutcome> {
  const response = await get(STREAM_PATH, token, signal);
  if (response === null) return { answer: "unreachable" };
  // All that is wrong is that this was no WebSocket.
  if (response.status === PROBLEM_STATUS["upgrade-required"]) return { answer: "ok" };
  if (response.status === PROBLEM_STATUS.unauthorized) return { answer: "unauthorized" };
  return { answer: "refused", problem: await problemOf(response) };
}
