import {
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
  type ClientMessage,
  type ResumePoint,
  type ServerMessage,
} from "@clusterdeck/shared";
import { besidePage } from "./beside-page.ts";

export interface StreamSocket {
  /** Returns whether it was handed to an open socket. */
  send(message: ClientMessage): boolean;
  /** Nothing is heard of it afterwards. */
  close(): void;
}

export interface StreamListener {
  readonly onOpen: () => void;
  readonly onMessage: (message: ServerMessage) => void;
  /** The other end, or the network, has closed it. Each is null when none was given. */
  readonly onClosed: (reason: string | null, code: number | null) => void;
}

/** What a browser reports for a connection that ended without a closing frame (RFC 6455, 7.1.5). */
const NO_CLOSING_FRAME = 1006;

/**
 * One WebSocket to the supervisor that this page came from.
 *
 * @param from what the page knows already, so that only what it missed need come
 */
export function openStreamSocket(
  token: string | null,
  from: ResumePoint | null,
  listener: StreamListener,
): StreamSocket {
  const protocols = [STREAM_SUBPROTOCOL];
  if (token !== null) protocols.push(TOKEN_SUBPROTOCOL_PREFIX + token);
  const url = new URL(besidePage(STREAM_PATH), location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  for (const [name, value] of Object.entries(from ?? {})) url.searchParams.set(name, String(value));
  const socket = new WebSocket(url, protocols);

  // A socket that was closed here may still have events in the queue: they no longer count.
  let isClosed = false;
  socket.addEventListener("open", () => {
    if (!isClosed) listener.onOpen();
  });
  socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (!isClosed) listener.onMessage(JSON.parse(data) as ServerMessage);
  });
  socket.addEventListener("close", ({ reason, code }) => {
    if (isClosed) return;
    listener.onClosed(reason === "" ? null : reason, code === NO_CLOSING_FRAME ? null : code);
  });

  return {
    send(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close() {
      isClosed = true;
      socket.close();
    },
  };
}
