import type { Server } from "node:net";
import type { TLSSocket } from "node:tls";

/** A connection of a TLS server, past its handshake. */
export type ServerTlsSocket = TLSSocket & { readonly server: Server };

export interface TlsSockets {
  readonly open: () => Iterable<ServerTlsSocket>;
}

/**
 * Knows the connections of TLS servers as the app sees them. Node's list of handles has only the raw
 * sockets below, on which no library leaves its mark. It costs a connection far less than its
 * handshake does.
 */
export function createTlsSockets(): TlsSockets & { readonly watch: (server: Server) => void } {
  const sockets = new Set<ServerTlsSocket>();
  return {
    open: () => sockets,
    watch: (server) => {
      // By what it can do: to import `node:tls` would cost every worker milliseconds at boot.
      if (!("setSecureContext" in server)) return;
      server.on("secureConnection", (socket: ServerTlsSocket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
    },
  };
}
