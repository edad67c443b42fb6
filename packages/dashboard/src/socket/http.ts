/** What the page asks its supervisor over plain HTTP. */
import { besidePage } from "./beside-page.ts";

/** @returns null when nobody answers, or a proxy does in the place of a supervisor that is away */
export async function get(
  path: string,
  token: string | null,
  signal: AbortSignal,
): Promise<Response | null> {
  try {
    const response = await fetch(besidePage(path), {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      cache: "no-store",
      signal,
    });
    // A proxy (Vite's, while developing) answers so.
    return response.status >= 500 ? null : response;
  } catch {
    return null;
  }
}

/** Why it was refused, in words that what they are put into goes on after. */
export async function problemOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as { detail?: unknown; title?: unknown };
    if (typeof body.detail === "string") return body.detail.replace(/\.$/, "");
    if (typeof body.title === "string") return body.title;
  } catch {
    // No problem document: the status alone has to do.
  }
  return `the server answered ${response.status}`;
}
