import {
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
  type ClientMessage,
  type ServerMessage,
} from "@clusterdeck/shared";
import {
  isSilent,
  PING_INTERVAL_MS,
  startConnection,
  transition,
  wakeAtMs,
  type Connection,
  type ConnectionContext,
  type ConnectionEvent,
  type Transition,
} from "./connection.ts";
import { createFrameBatch } from "./frame-batch.ts";
import { probe } from "./probe.ts";
import type { TokenStore } from "./token.ts";

/** Drawing the page for the first time would count as the network's slowness. */
const FIRST_PING_MS = 400;

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
  readonly onConnection: (connection: Connection) => void;
  /** Called once a frame with all that came in since. */
  readonly onBatch: (batch: readonly Received[]) => BatchOutcome;
}

export interface StreamClient {
  /** Returns whether it was handed to an open socket. */
  send(message: ClientMessage): boolean;
  retryNow(): void;
  giveToken(token: string): void;
  close(): void;
}

/** Opens the stream and keeps it open. All decisions are `connection.ts`'s; this runs them. */
export function openStreamClient(options: StreamClientOptions): StreamClient {
  const { tokens, nowMs } = options;
  let connection: Connection;
  let socket: WebSocket | null = null;
  let probing: AbortController | null = null;
  let wakeTimer: ReturnType<typeof setTimeout> | undefined;
  let lastHeardMs = 0;
  /** Until the snapshot comes, all that follows the gap would ask for it again. */
  let isResyncAsked = false;
  let lastPing: { id: number; sentAtMs: number } = { id: 0, sentAtMs: 0 };

  const context = (): ConnectionContext => ({
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

  const batch = createFrameBatch<Received>(nowMs, (received) => {
    const { ackSeq, resync } = options.onBatch(received);
    if (ackSeq !== null) send({ type: "ack", seq: ackSeq });
    if (resync && !isResyncAsked) isResyncAsked = send({ type: "resync" });
  });

  const send = (message: ClientMessage): boolean => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  };

  const drop = () => {
    const dropped = socket;
    socket = null;
    probing?.abort();
    probing = null;
    batch.clear();
    dropped?.close();
  };

  const open = () => {
    drop();
    const token = tokens.read();
    const protocols = [STREAM_SUBPROTOCOL];
    if (token !== null) protocols.push(TOKEN_SUBPROTOCOL_PREFIX + token);
    const url = new URL(STREAM_PATH, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const opened = new WebSocket(url, protocols);
    socket = opened;
    // A socket that has been dropped may still have an event in the queue: it no longer counts.
    const ifCurrent = (action: () => void) => () => {
      if (socket === opened) action();
    };
    opened.addEventListener(
      "open",
      ifCurrent(() => dispatch({ type: "opened" })),
    );
    opened.addEventListener("message", (event: MessageEvent<string>) => {
      if (socket === opened) receive(event.data);
    });
    opened.addEventListener("close", (event) => {
      if (socket !== opened) return;
      drop();
      dispatch({ type: "closed", problem: event.reason === "" ? null : event.reason });
    });
  };

  const receive = (data: string) => {
    const receivedAtMs = nowMs();
    lastHeardMs = receivedAtMs;
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === "pong") {
      if (message.id === lastPing.id) {
        dispatch({ type: "pong", roundTripMs: receivedAtMs - lastPing.sentAtMs });
      }
      return;
    }
    if (message.type === "snapshot") {
      dispatch({ type: "snapshot", protocol: message.protocol });
      if (connection.phase !== "live") return;
      isResyncAsked = false;
      setTimeout(ping, FIRST_PING_MS);
    }
    batch.add({ message, receivedAtMs });
    // At once, so that "live" and the data that is live are drawn together.
    if (message.type === "snapshot") batch.flush();
  };

  const ping = () => {
    lastPing = { id: lastPing.id + 1, sentAtMs: nowMs() };
    send({ type: "ping", id: lastPing.id });
  };

  const startProbe = () => {
    probing?.abort();
    const controller = new AbortController();
    probing = controller;
    void probe(tokens.read(), controller.signal).then((outcome) => {
      if (probing === controller) dispatch({ type: "probed", outcome });
    });
  };

  const run = { open, drop, probe: startProbe, "forget-token": () => tokens.forget() };

  const pulse = setInterval(() => {
    if (connection.phase !== "live") return;
    if (isSilent(lastHeardMs, nowMs())) dispatch({ type: "silent", lastHeardMs });
    else ping();
  }, PING_INTERVAL_MS);

  const retryNow = () => dispatch({ type: "retry-now" });
  // Timers of a hidden tab are held back, so the planned time may be long past.
  const onVisible = () => {
    if (document.visibilityState === "visible") retryNow();
  };
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("online", retryNow);
  const unsubscribeTokens = tokens.onOtherTab(() => dispatch({ type: "token-given" }));

  const first = startConnection(context());
  connection = first.state;
  options.onConnection(connection);
  enact(first);

  return {
    send,
    retryNow,
    giveToken(token) {
      tokens.write(token);
      dispatch({ type: "token-given" });
    },
    close() {
      clearInterval(pulse);
      clearTimeout(wakeTimer);
      unsubscribeTokens();
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("online", retryNow);
      drop();
    },
  };
}
