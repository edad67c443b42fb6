import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import {
  HUNG_AFTER_MS,
  lost,
  type LoadClient,
  type Loss,
  type Outcome,
  type Question,
} from "./client.ts";

export interface Http2Options extends Question {
  /** Connections; the lanes take turns on them. */
  readonly connections: number;
}

/** A server that gives one request back so often takes none. */
const RESENDS_LIMIT = 10;

/**
 * HTTP/2, by the protocol's own rule (RFC 9113, 6.8 and 8.7): a request that the server has given
 * back unprocessed, by the last stream id of its GOAWAY or by REFUSED_STREAM, is sent again on
 * another connection. Whatever else is not answered is lost.
 */
export function createHttp2Client(options: Http2Options): LoadClient {
  const sessions = new Set<ClientHttp2Session>();
  const lastStreamIds: LastStreamIds = new WeakMap();
  const pool: (ClientHttp2Session | undefined)[] = Array.from({ length: options.connections });
  let turn = 0;

  const open = (): ClientHttp2Session => {
    const { port, certificate } = options;
    const session =
      certificate === undefined
        ? connect(`http://127.0.0.1:${port}`)
        : connect(`https://127.0.0.1:${port}`, { ca: certificate, servername: "localhost" });
    sessions.add(session);
    // Each of its requests learns of it as well, and says so.
    session.on("error", () => {});
    session.on("goaway", (_code, lastStreamId) => lastStreamIds.set(session, lastStreamId));
    session.once("close", () => sessions.delete(session));
    return session;
  };
  const pick = (): ClientHttp2Session => {
    turn = (turn + 1) % pool.length;
    const known = pool[turn];
    // After a GOAWAY Node has closed it: what is in flight there may end, nothing new is sent.
    if (known !== undefined && !known.closed && !known.destroyed) return known;
    const session = open();
    pool[turn] = session;
    return session;
  };
  const closeAll = () => {
    for (const session of sessions) session.close();
  };
  const send = async (): Promise<Outcome> => {
    const path = options.nextPath();
    for (let resends = 0; resends <= RESENDS_LIMIT; resends += 1) {
      const end = await attempt(pick(), lastStreamIds, path, options);
      if (end === null) return { kind: "answered", resends };
      if (end !== "unprocessed") return end;
    }
    return lost("REFUSED_STREAM", `given back ${RESENDS_LIMIT} times`);
  };
  return {
    send: async () => [await send()],
    // Before Node closes a session it lets the streams on it come to their end.
    renew: closeAll,
    close: closeAll,
  };
}

/** Of the connections that had a GOAWAY. */
type LastStreamIds = WeakMap<ClientHttp2Session, number>;

/** Null when it was answered in full. */
function attempt(
  session: ClientHttp2Session,
  lastStreamIds: LastStreamIds,
  path: string,
  { bodyOf, hungAfterMs = HUNG_AFTER_MS }: Question,
): Promise<null | "unprocessed" | Loss> {
  return new Promise((resolve) => {
    const stream = session.request({ ":path": path });
    let status = 0;
    let body = "";
    let hasEnded = false;
    let error: unknown = null;
    const phase = () =>
      `stream ${stream.id}, last of GOAWAY: ${lastStreamIds.get(session) ?? "none came"}`;
    const hung = setTimeout(() => {
      resolve(lost("HUNG", phase()));
      // Nothing new goes where nothing comes back; what is in flight there has its own time.
      session.close();
      stream.close(constants.NGHTTP2_CANCEL);
    }, hungAfterMs);
    stream.setEncoding("utf8");
    stream.once("response", (headers) => {
      status = headers[":status"] ?? 0;
    });
    stream.on("data", (chunk: string) => {
      body += chunk;
    });
    stream.once("end", () => {
      hasEnded = true;
    });
    stream.once("error", (reason) => {
      error = reason;
    });
    stream.once("close", () => {
      clearTimeout(hung);
      if (isUnprocessed(stream, lastStreamIds.get(session))) resolve("unprocessed");
      else if (status === 0) resolve(lost(codeOf(error), phase()));
      else if (!hasEnded || error !== null) resolve(lost("CUT", phase()));
      else if (status >= 500) resolve(lost(`STATUS ${status}`, phase()));
      else if (bodyOf !== undefined && body !== bodyOf(path)) resolve(lost("WRONG", phase()));
      else resolve(null);
    });
  });
}

function isUnprocessed(stream: ClientHttp2Stream, lastStreamId: number | undefined): boolean {
  if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) return true;
  if (lastStreamId === undefined) return false;
  return stream.id === undefined || stream.id > lastStreamId;
}

/** A request that goes down with its connection says so; why the connection did is its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "CLOSED";
  if (error.cause instanceof Error) return codeOf(error.cause);
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
