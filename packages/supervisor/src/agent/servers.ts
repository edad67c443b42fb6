import diagnostics from "node:diagnostics_channel";
import type { Server as HttpServer } from "node:http";
import type { Server } from "node:net";

export interface Servers {
  /** Servers that have listened and not been forgotten. */
  readonly all: () => Iterable<Server>;
  readonly connections: () => number;
  /** From now on none of them takes a new connection, nor one that comes to listen later. */
  readonly stopAccepting: () => void;
}

interface Internals {
  _connections?: number;
  _handle?: { close(): void } | null;
}

const LISTENING = "tracing:net.server.listen:asyncEnd";

/** Knows every listening socket of the process, `exclusive`, `reusePort` and pipes included. */
export function createServers(
  onServer: (server: Server) => void,
  onListening: (port: number | null) => void,
  onLastClosed: () => void,
): Servers {
  const servers = new Set<Server>();
  let isStopped = false;
  diagnostics.subscribe(LISTENING, (message) => {
    const { server } = message as { server: Server };
    if (!servers.has(server)) {
      servers.add(server);
      server.once("close", () => {
        servers.delete(server);
        if (servers.size === 0 && !isStopped) onLastClosed();
      });
      onServer(server);
    }
    if (isStopped) return stopAccepting(server);
    const address = server.address();
    onListening(typeof address === "object" && address !== null ? address.port : null);
  });
  return {
    all: () => servers,
    connections: () => {
      let open = 0;
      // Read synchronously: `getConnections` answers only a tick later.
      for (const server of servers) open += (server as Internals)._connections ?? 0;
      return open;
    },
    stopAccepting: () => {
      isStopped = true;
      for (const server of servers) stopAccepting(server);
    },
  };
}

/**
 * Takes no new connections, without the server's knowing: its own `close()`, which the app's
 * SIGTERM handler may call, still works, and idle keep-alive sockets stay open for now, which
 * `http.Server.close()` would cut at once. Under round-robin the primary sends an already dispatched
 * connection to another worker.
 */
function stopAccepting(server: Server): void {
  const handle = (server as Internals)._handle;
  if (handle === undefined) server.close();
  else handle?.close();
}

/** By what it can do: an HTTP/2 server that takes HTTP/1 as well is of neither of those classes. */
export function isHttp(server: Server): server is HttpServer {
  return typeof (server as Partial<HttpServer>).closeIdleConnections === "function";
}
