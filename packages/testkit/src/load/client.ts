export const HUNG_AFTER_MS = 8_000;

/** What became of one request. */
export type Outcome = Answered | Returned | Loss;

/** In full, and rightly. */
export interface Answered {
  readonly kind: "answered";
  /** How often the server had given it back unprocessed before (HTTP/2), by the protocol's word. */
  readonly resends: number;
}

/**
 * The server said beforehand that it would not process it: a request pipelined behind an answer that
 * had `Connection: close` (RFC 9112, 9.3.2). It may be sent again; it was not.
 */
export interface Returned {
  readonly kind: "returned";
}

export interface Loss {
  readonly kind: "lost";
  /**
   * `ECONNREFUSED` (nobody held the port), `ECONNRESET` (taken, then dropped), `CLOSED` (closed in
   * order, but without a word), `HUNG` (no end), `CUT` (an answer that stopped midway), `WRONG` (not
   * the answer to this request), `STATUS 5xx`.
   */
  readonly why: string;
  /** What the client knew when it was lost, for whoever looks for the reason. */
  readonly phase: string;
}

export const ANSWERED: Answered = { kind: "answered", resends: 0 };

export function lost(why: string, phase: string): Loss {
  return { kind: "lost", why, phase };
}

export interface LoadClient {
  /**
   * Sends one request, or a batch. Resolves to one outcome for each, never rejects, and sends nothing
   * twice but what the protocol says was not processed.
   */
  readonly send: () => Promise<readonly Outcome[]>;
  /**
   * Goes on with new connections, so that a worker which came later gets its share; what is in
   * flight comes to its end on the old ones.
   */
  readonly renew: () => void;
  readonly close: () => void;
}

/** What is asked for, and what must come back. */
export interface Question {
  readonly port: number;
  /** Called once a request. */
  readonly nextPath: () => string;
  /** The body that a path must be answered with; any will do when absent. */
  readonly bodyOf?: (path: string) => string;
  /** The server's certificate: makes it TLS. */
  readonly certificate?: string;
  /** How long it may take before it counts as hung; 8 s when absent. */
  readonly hungAfterMs?: number;
}
