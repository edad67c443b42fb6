import { isSilent, PING_INTERVAL_MS } from "./connection.ts";

/** Drawing the page for the first time would count as the network's slowness. */
const FIRST_PING_MS = 400;

export interface HeartbeatOptions {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly isLive: () => boolean;
  readonly sendPing: (id: number) => void;
  readonly onSilent: (lastHeardMs: number) => void;
}

export interface Heartbeat {
  /** Any message has come. */
  heard(): void;
  /** @returns the round trip in milliseconds, null when it answers an older ping than the last */
  ponged(id: number): number | null;
  /** Measures for the first time, a moment after the connection has become live. */
  begin(): void;
}

/** Asks the server for a sign of life every two seconds, and tells when none comes. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { nowMs, isLive, sendPing, onSilent } = options;
  let lastHeardMs = 0;
  let lastPing = { id: 0, sentAtMs: 0 };
  let firstPing: ReturnType<typeof setTimeout> | undefined;

  const ping = () => {
    lastPing = { id: lastPing.id + 1, sentAtMs: nowMs() };
    sendPing(lastPing.id);
  };
  setInterval(() => {
    if (!isLive()) return;
    if (isSilent(lastHeardMs, nowMs())) onSilent(lastHeardMs);
    else ping();
  }, PING_INTERVAL_MS);

  return {
    heard() {
      lastHeardMs = nowMs();
    },
    ponged: (id) => (id === lastPing.id ? nowMs() - lastPing.sentAtMs : null),
    begin() {
      clearTimeout(firstPing);
      firstPing = setTimeout(ping, FIRST_PING_MS);
    },
  };
}
