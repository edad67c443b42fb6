/** Rises when a message changes its meaning; additions leave it as it is. */
export const PROTOCOL_VERSION = 1;

/**
 * A browser can set no header on a WebSocket, so the token travels as a second subprotocol:
 * `new WebSocket(url, [STREAM_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token])`.
 * The server answers with the first alone, so the token is never echoed.
 */
export const STREAM_SUBPROTOCOL = "clusterdeck.v1";
export const TOKEN_SUBPROTOCOL_PREFIX = "clusterdeck.token.";

/** OpenMetrics; where Prometheus looks. */
export const METRICS_PATH = "/metrics";
export const OPENAPI_PATH = "/api/v1/openapi.json";
export const STREAM_PATH = "/api/v1/stream";
export const STATE_PATH = "/api/v1/state";
export const COMMANDS_PATH = "/api/v1/commands";
export const CONVERSATION_PATH = "/api/v1/conversation";
export const LOGS_PATH = "/api/v1/logs";
/** Followed by the slot's number. */
export const WORKERS_PATH = "/api/v1/workers";
export const RECORDING_PATH = "/api/v1/recording";

/** Why the server closed a stream. 4000 to 4999 are ours; the rest are RFC 6455's. */
export const CLOSE = {
  goingAway: 1001,
  tooBig: 1009,
  badMessages: 4400,
  /** The token has been changed: another one is asked for. */
  unauthorized: 4401,
  tooManyMessages: 4429,
  tooSlow: 4408,
} as const;
