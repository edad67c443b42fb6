import type { ServerHttp2Session, ServerHttp2Stream } from "node:http2";
import type { Server } from "node:net";
import type { RequestMeter } from "./request-meter.ts";

export interface Http2Sessions {
  /** Each says GOAWAY: it finishes the streams it has and takes no more. */
  readonly goAway: () => void;
}

/** By name: to import `node:http2` would cost every worker milliseconds and memory at boot. */
const HTTP2_SERVERS: ReadonlySet<string> = new Set(["Http2Server", "Http2SecureServer"]);

/** Watches an HTTP/2 server's sessions and counts their streams as requests. */
export function createHttp2Sessions(requests: RequestMeter): Http2Sessions & {
  readonly watch: (server: Server) => void;
} {
  const sessions = new Set<ServerHttp2Session>();
  let isGoingAway = false;

  const onStream = (stream: ServerHttp2Stream) => {
    const end = requests.begin();
    stream.once("close", () => {
      const status = stream.sentHeaders?.[":status"];
      end(stream.writableFinished && status !== undefined ? Number(status) : null);
    });
  };
  const onSession = (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    session.on("stream", onStream);
    if (isGoingAway) session.close();
  };

  return {
    watch: (server) => {
      if (HTTP2_SERVERS.has(server.constructor.name)) server.on("session", onSession);
    },
    goAway: () => {
      isGoingAway = true;
      for (const session of sessions) session.close();
    },
  };
}
