import type { Http2Sessions } from "./http2.ts";
import { closeWebSockets, endSilentConnections } from "./open-sockets.ts";
import type { RequestMeter } from "./request-meter.ts";
import { isHttp, type Servers } from "./servers.ts";

export interface DrainParts {
  readonly requests: RequestMeter;
  readonly servers: Servers;
  readonly http2: Http2Sessions;
  readonly done: () => void;
}

const LOOK_AGAIN_MS = 20;
/** A connection that the primary sent before it heard of the end is on its way. */
const LAST_CONNECTION_MS = 30;
/** What an idle keep-alive connection gets to bring one last request, answered with `close`. */
const IDLE_MOMENT_MS = 250;
/** What a connection on which nothing was said yet gets to say something. */
const SILENT_MOMENT_MS = 500;

/**
 * Ends the worker's work without losing any: no new connections, each response closes its
 * connection, idle connections are closed after a moment, and then `done`.
 *
 * An app that handles SIGTERM is told as soon as no request is in flight, since it may know how to
 * close what we cannot (WebSockets), and in any case at half of the grace.
 */
export function createDrain(parts: DrainParts): { readonly begin: (graceMs: number) => void } {
  let begun = false;
  return {
    begin: (graceMs) => {
      if (begun) return;
      begun = true;
      parts.requests.closeAfterResponse();
      parts.servers.stopAccepting();
      closeWebSockets();
      const startedMs = performance.now();
      const look = () => {
        const elapsedMs = performance.now() - startedMs;
        if (isDone(parts, startedMs, graceMs)) return parts.done();
        // A connection that was on its way may have brought a session: after that moment.
        if (elapsedMs >= LAST_CONNECTION_MS) parts.http2.goAway();
        if (isIdleMomentOver(parts.requests, startedMs)) closeIdle(parts.servers);
        if (elapsedMs >= SILENT_MOMENT_MS) endSilentConnections();
        setTimeout(look, LOOK_AGAIN_MS);
      };
      look();
    },
  };
}

/** Counted from the last response that had promised to keep its connection. */
function isIdleMomentOver(requests: RequestMeter, startedMs: number): boolean {
  const sinceMs = Math.max(startedMs, requests.lastKeptMs() ?? startedMs);
  return performance.now() - sinceMs >= IDLE_MOMENT_MS;
}

function isDone({ requests, servers }: DrainParts, startedMs: number, graceMs: number): boolean {
  const elapsedMs = performance.now() - startedMs;
  if (elapsedMs < LAST_CONNECTION_MS) return false;
  if (requests.inFlight() === 0 && servers.connections() === 0) return true;
  if (process.listenerCount("SIGTERM") === 0) return false;
  const isQuiet =
    requests.inFlight() === 0 &&
    elapsedMs >= IDLE_MOMENT_MS + 2 * LOOK_AGAIN_MS &&
    isIdleMomentOver(requests, startedMs);
  return isQuiet || elapsedMs >= graceMs / 2;
}

function closeIdle(servers: Servers): void {
  for (const server of servers.all()) if (isHttp(server)) server.closeIdleConnections();
}
