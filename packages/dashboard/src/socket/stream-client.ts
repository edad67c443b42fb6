import type { ClientMessage, ResumePoint, ServerMessage } from "@clusterdeck/shared";
import { startConnection, transition } from "./connection-machine.ts";
import { wakeAtMs, type Connection, type ConnectionEvent, type Transition } from "./connection.ts";
import { createFrameBatch } from "./frame-batch.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { probe } from "./probe.ts";
import { createResync } from "./resync.ts";
import { openStreamSocket, type StreamSocket } from "./stream-socket.ts";
import type { TokenStore } from "./token.ts";

export interface Received {
  readonly message: ServerMessage;
  /** When it came in, by the page's monotonic clock. */
  readonly receivedAtMs: number;
}

/** What the receiver of a batch owes to the server. */
export interface BatchOutcome {
  /** The number of the last change that has been applied, if it is a new one. */
  readonly ackSeq: number | null;
  /** Something is missing: a fresh snapshot is needed. */
  readonly resync: boolean;
}

export interface StreamClientOptions {
  readonly tokens: TokenStore;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** What has been applied so far; null when nothing has. */
  readonly resumePoint: () => ResumePoint | null;
  readonly onConnection: (connection: Connection) => void;
  /** Called once a frame with all that came in since. */
  readonly onBatch: (batch: readonly Received[]) => BatchOutcome;
}

export interface StreamClient {
  /** Returns whether it was handed to an open socket. */
  send(message: ClientMessage): boolean;
  retryNow(): void;
  giveToken(token: string): void;
}

/**
 * Opens the stream and keeps it open for as long as the page lives. All decisions are
 * `connection-machine.ts`'s; this runs them.
 */
export function openStreamClient(options: StreamClientOptions): StreamClient {
  const { tokens, nowMs } = options;
  let connection: Connection;
  let socket: StreamSocket | null = null;
  let probing: AbortController | null = null;
  let wakeTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the present try was made with: another tab may keep another one before it is refused. */
  let shownToken: string | null = null;

  const context = () => ({
    nowMs: nowMs(),
    random: Math.random(),
    hasToken: tokens.read() !== null,
  });
  const dispatch = (event: ConnectionEvent) => enact(transition(connection, event, context()));

  const enact = ({ state, effects }: Transition) => {
    const changed = state !== connection;
    connection = state;
    clearTimeout(wakeTimer);
    const wakeMs = wakeAtMs(state);
    if (wakeMs !== null) {
      wakeTimer = setTimeout(() => dispatch({ type: "woken" }), Math.max(0, wakeMs - nowMs()));
    }
    for (const effect of effects) run[effect]();
    if (changed) options.onConnection(connection);
  };

  const send = (message: ClientMessage): boolean => socket?.send(message) ?? false;
  const resync = createResync(() => send({ type: "resync" }));
  const heartbeat = startHeartbeat({
    nowMs,
    isLive: () => connection.phase === "live",
    sendPing: (id) => send({ type: "ping", id }),
    onSilent: (lastHeardMs) => dispatch({ type: "silent", lastHeardMs }),
  });
  const batch = createFrameBatch<Received>(nowMs, (received) => {
    const owed = options.onBatch(received);
    if (owed.ackSeq !== null) send({ type: "ack", seq: owed.ackSeq });
    if (owed.resync) resync.need();
  });

  const drop = () => {
    probing?.abort();
    probing = null;
    batch.clear();
    resync.settled();
    socket?.close();
    socket = null;
  };

  const open = () => {
    drop();
    shownToken = tokens.read();
    socket = openStreamSocket(shownToken, options.resumePoint(), {
      onOpen: () => dispatch({ type: "opened" }),
      onMessage: receive,
      onClosed(problem, code) {
        // The answer to a command may have come in the same moment as the close.
        batch.flush();
        drop();
        dispatch({ type: "closed", problem, code });
      },
    });
  };

  const receive = (message: ServerMessage) => {
    heartbeat.heard();
    if (message.type === "pong") {
      const roundTripMs = heartbeat.ponged(message.id);
      if (roundTripMs !== null) dispatch({ type: "pong", roundTripMs });
      return;
    }
    const isCaughtUp = message.type === "snapshot" || message.type === "resumed";
    if (isCaughtUp) {
      dispatch({ type: "caught-up", protocol: message.protocol });
      if (connection.phase !== "live") return;
      tokens.keep();
      resync.settled();
      heartbeat.begin();
    }
    batch.add({ message, receivedAtMs: nowMs() });
    // At once, so that "live" and the data that is live are drawn together.
    if (isCaughtUp) batch.flush();
  };

  const startProbe = () => {
    probing?.abort();
    const controller = new AbortController();
    probing = controller;
    shownToken = tokens.read();
    void probe(shownToken, controller.signal).then((outcome) => {
      if (probing === controller) dispatch({ type: "probed", outcome });
    });
  };

  const forgetToken = () => {
    const refused = shownToken;
    if (refused !== null) tokens.forget(refused);
    // There may be the kept one still, or one that another tab has kept since.
    const other = tokens.read();
    if (other !== null && other !== refused) dispatch({ type: "token-given" });
  };

  const run = { open, drop, probe: startProbe, "forget-token": forgetToken };

  const retryNow = () => dispatch({ type: "retry-now" });
  // Timers of a hidden tab are held back, so the planned time may be long past.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") retryNow();
  });
  window.addEventListener("online", retryNow);
  tokens.onOtherTab(() => dispatch({ type: "token-given" }));

  const first = startConnection(context());
  connection = first.state;
  options.onConnection(connection);
  enact(first);

  return {
    send,
    retryNow,
    giveToken(token) {
      tokens.try(token);
      dispatch({ type: "token-given" });
    },
  };
}
