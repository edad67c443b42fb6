import { Socket, type Server } from "node:net";
import { isHttp } from "./servers.ts";
import type { ServerTlsSocket } from "./tls-sockets.ts";

type ServerSocket = Socket & { readonly server: Server };

interface ClosableWebSocket {
  close(code: number, reason: string): void;
}

const GOING_AWAY = 1001;

/**
 * The sockets of servers that are open now. Node's own list of handles is asked in a drain, in place
 * of keeping account of every connection of the app.
 */
function serverSockets(): ServerSocket[] {
  const { _getActiveHandles } = process as unknown as { _getActiveHandles?: () => unknown[] };
  const handles = _getActiveHandles?.() ?? [];
  return handles.filter(
    (handle): handle is ServerSocket =>
      handle instanceof Socket && "server" in handle && Boolean(handle.server),
  );
}

/**
 * Closes WebSockets as "going away", so that their clients connect anew elsewhere. Those of `ws`,
 * and so of Socket.IO, are known by the symbol that `ws` leaves on the socket; others are bounded
 * by the grace.
 */
export function closeWebSockets(tlsSockets: Iterable<ServerTlsSocket>): void {
  for (const socket of [...serverSockets(), ...tlsSockets]) {
    const key = Object.getOwnPropertySymbols(socket).find((one) => one.description === "websocket");
    const webSocket = key && (socket as unknown as Record<symbol, ClosableWebSocket>)[key];
    if (typeof webSocket?.close === "function") webSocket.close(GOING_AWAY, "the server restarts");
  }
}

/**
 * Ends connections to HTTP servers on which nothing was ever said: browsers open them in advance.
 * In other protocols it may be the server that speaks. Of TLS what counts is what was said within
 * it, and not the handshake.
 */
export function endSilentConnections(tlsSockets: Iterable<ServerTlsSocket>): void {
  for (const socket of [...serverSockets(), ...tlsSockets]) {
    if (socket.bytesRead === 0 && isHttp(socket.server)) socket.end();
  }
}
