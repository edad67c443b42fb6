import type { IncomingMessage, ServerResponse } from "node:http";

/** Node's own fields: where they differ, a response counts as one that keeps its connection. */
interface Internals {
  /** Settled with the head: the connection ends with this response. */
  readonly _last?: boolean;
  /** The app has said `removeHeader("connection")`: nothing would be announced. */
  _removedConnection?: boolean;
}

/**
 * Has a response close its connection, and say so. It is settled when the head is made, since an app
 * that sets `Connection: keep-alive` itself, as proxies do, would undo it until then.
 */
export function makeLast(response: ServerResponse & Internals): void {
  const { writeHead } = response;
  const writeLastHead = (status: number, ...rest: unknown[]): unknown => {
    if (!response.headersSent) {
      response.shouldKeepAlive = false;
      response._removedConnection = false;
      const own = response.getHeader("connection");
      if (own !== undefined) response.setHeader("connection", closing(own));
    }
    return Reflect.apply(writeHead, response, [status, ...rest.map(withClosingHeader)]);
  };
  response.writeHead = writeLastHead as ServerResponse["writeHead"];
}

/** Whether the head that has gone out said that the connection ends. */
export function isLast(response: ServerResponse & Internals): boolean {
  return response._last === true;
}

/**
 * Node would close the connection as soon as the answer is sent. Where the client is still sending,
 * the system then resets it, and the client may lose the answer with it: so the rest is read first.
 */
export function closeWhenRead(request: IncomingMessage): void {
  const { socket } = request;
  const { destroySoon } = socket;
  // A server may have been given a stream of another kind.
  if (typeof destroySoon !== "function") return;
  socket.destroySoon = () => {
    socket.destroySoon = destroySoon;
    if (request.complete) return socket.destroySoon();
    request.once("end", () => socket.destroySoon());
    // An app that has stopped reading midway leaves it to us.
    if (request.listenerCount("data") === 0) request.resume();
  };
}

/** `Connection: close` in place of `keep-alive`; what else it names stays. */
function closing(value: unknown): string {
  const names = String(value)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => !/^(keep-alive|close)?$/i.test(name));
  return [...names, "close"].join(", ");
}

/** What `writeHead` takes as headers: an object, names and values in turn, or pairs of them. */
function withClosingHeader(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null) return headers;
  if (!Array.isArray(headers)) {
    return Object.fromEntries(Object.entries(headers).map(closingPair));
  }
  if (Array.isArray(headers[0])) return (headers as [string, unknown][]).map(closingPair);
  return headers.map((part: unknown, index) =>
    index % 2 === 1 && isConnection(headers[index - 1]) ? closing(part) : part,
  );
}

function closingPair([name, value]: [string, unknown]): [string, unknown] {
  return [name, isConnection(name) ? closing(value) : value];
}

function isConnection(name: unknown): boolean {
  return typeof name === "string" && name.toLowerCase() === "connection";
}
