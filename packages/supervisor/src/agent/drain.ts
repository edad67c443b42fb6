import type { Http2Sessions } from "./http2.ts";
import { closeWebSockets, endSilentConnections } from "./open-sockets.ts";
import type { RequestMeter } from "./request-meter.ts";
import { isHttp, type Servers } from "./servers.ts";
import type { TlsSockets } from "./tls-sockets.ts";

export interface DrainParts {
  readonly requests: RequestMeter;
  readonly servers: Servers;
  readonly http2: Http2Sessions;
  readonly tls: TlsSockets;
  readonly done: () => void;
}

const LOOK_AGAIN_MS = 20;
/** Looks between two for single sockets: Node makes a list of all its handles for that. */
const LOOKS_A_SWEEP = 5;
/** A connection that the primary sent before it heard of the end is on its way. */
const LAST_CONNECTION_MS = 30;
/** What an idle keep-alive connection gets to bring one last request, answered with `close`. */
const IDLE_MOMENT_MS = 250;
/**
 * The same where a response has ended within the last second: its client is about to use the
 * connection again, however busy it is. Under load all of them do so at once, and nothing is waited.
 */
const RECENT_MOMENT_MS = 750;
const RECENT_MS = 1_000;
/**
 * An app that handles SIGTERM gets this part of the grace, and a second at most, when requests are in
 * flight to the last.
 */
const LAST_PART = 0.1;
const LAST_PART_MS = 1_000;
/** What a connection on which nothing was said yet gets to say something. */
const SILENT_MOMENT_MS = 500;

/**
 * Ends the worker's work without losing any: no new connections, each response closes its
 * connection, idle connections are closed after a moment, and then `done`.
 *
 * An app that handles SIGTERM is told as soon as no request is in flight, since it may know how to
 * close what we cannot (WebSockets). It may also end at once: so while there are requests it is told
 * only when the grace is nearly over.
 */
export function createDrain(parts: DrainParts): { readonly begin: (graceMs: number) => void } {
  let begun = false;
  return {
    begin: (graceMs) => {
      if (begun) return;
      begun = true;
      parts.requests.closeAfterResponse();
      parts.servers.stopAccepting();
      const pass = createPassedTime(parts.requests, graceMs);
      let looks = 0;
      const look = () => {
        const passed = pass();
        if (isDone(parts, passed)) return parts.done();
        // A connection that was on its way may have brought a session: after that moment.
        if (passed.ranMs >= LAST_CONNECTION_MS) parts.http2.goAway();
        if (isIdleMomentOver(passed)) closeIdle(parts);
        if (looks % LOOKS_A_SWEEP === 0) sweep(parts.tls, passed);
        looks += 1;
        // A loop that was held up runs its timers before it reads what has come meanwhile: a request
        // would be cut off unread. After the immediate it has been read.
        setTimeout(() => setImmediate(look), LOOK_AGAIN_MS);
      };
      look();
    },
  };
}

/** How far a drain has got. */
interface PassedTime {
  /** Since it began, as far as this process was given time to run. */
  readonly ranMs: number;
  /** The same since the last response that had promised to keep its connection. */
  readonly idleMs: number;
  /** A response has ended shortly before the drain began, or since. */
  readonly isRecent: boolean;
  readonly isHalfOfGraceOver: boolean;
  readonly isGraceNearlyOver: boolean;
}

/**
 * Counts time only as far as the loop turned. On a machine that gives nobody a core the clients are
 * held up as well, and a moment by the clock would be over before they could say anything.
 */
function createPassedTime(requests: RequestMeter, graceMs: number): () => PassedTime {
  const beganMs = performance.now();
  const lastPartMs = Math.min(graceMs * LAST_PART, LAST_PART_MS);
  let lookedMs = beganMs;
  let keptMs = requests.lastKeptMs();
  let ranMs = 0;
  let idleMs = 0;
  return () => {
    const nowMs = performance.now();
    const stepMs = Math.min(nowMs - lookedMs, 2 * LOOK_AGAIN_MS);
    lookedMs = nowMs;
    ranMs += stepMs;
    idleMs = requests.lastKeptMs() === keptMs ? idleMs + stepMs : 0;
    keptMs = requests.lastKeptMs();
    return {
      ranMs,
      idleMs,
      isRecent: (requests.lastEndedMs() ?? -Infinity) >= beganMs - RECENT_MS,
      isHalfOfGraceOver: nowMs - beganMs >= graceMs / 2,
      isGraceNearlyOver: nowMs - beganMs >= graceMs - lastPartMs,
    };
  };
}

function idleMomentMs({ isRecent }: PassedTime): number {
  return isRecent ? RECENT_MOMENT_MS : IDLE_MOMENT_MS;
}

function isIdleMomentOver(passed: PassedTime): boolean {
  return passed.idleMs >= idleMomentMs(passed) || passed.isHalfOfGraceOver;
}

function isDone({ requests, servers }: DrainParts, passed: PassedTime): boolean {
  if (passed.ranMs < LAST_CONNECTION_MS) return false;
  const isAtRest = requests.inFlight() === 0;
  if (isAtRest && servers.connections() === 0) return true;
  if (process.listenerCount("SIGTERM") === 0) return false;
  if (!isAtRest) return passed.isGraceNearlyOver;
  const isQuiet = passed.idleMs >= idleMomentMs(passed) + 2 * LOOK_AGAIN_MS;
  return isQuiet || passed.isHalfOfGraceOver;
}

function closeIdle({ requests, servers }: DrainParts): void {
  // To Node a connection is idle once the app has ended its response, however much of that is still
  // to be sent: its rest would be cut off.
  if (requests.isSending()) return;
  for (const server of servers.all()) if (isHttp(server)) server.closeIdleConnections();
}

/** Again and again: a WebSocket that was being let in when the drain began is one only later. */
function sweep(tls: TlsSockets, { ranMs }: PassedTime): void {
  closeWebSockets(tls.open());
  if (ranMs >= SILENT_MOMENT_MS) endSilentConnections(tls.open());
}
