import { STATE_PATH } from "@clusterdeck/shared";
import type { ProbeOutcome } from "./connection.ts";

/** Asks over HTTP what a refused WebSocket cannot tell: is the token wrong, or nobody there? */
export async function probe(token: string | null, signal: AbortSignal): Promise<ProbeOutcome> {
  try {
    const response = await fetch(STATE_PATH, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      cache: "no-store",
      signal,
    });
    if (response.ok) return { answer: "ok" };
    if (response.status === 401) return { answer: "unauthorized" };
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
    if (typeof body.detail === "string") return body.detail;
    if (typeof body.title === "string") return body.title;
  } catch {
    // No problem document: the status alone has to do.
  }
  return `the server answered ${response.status}`;
}
