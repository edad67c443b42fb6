import { once } from "node:events";
import { createServer as createHttp2Server, type Http2Server } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import {
  createHttp1Client,
  createHttp2Client,
  createPipelinedClient,
  freePort,
  type LoadClient,
  type Question,
} from "@clusterdeck/testkit";
import { afterEach, expect, test } from "vitest";

const HUNG_AFTER_MS = 300;
const ANSWERED = { kind: "answered", resends: 0 };
const RETURNED = { kind: "returned" };
const lost = (why: string) => expect.objectContaining({ kind: "lost", why });

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

test.each([
  ["answers in full", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/1", ANSWERED],
  ["answers another request", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/2", lost("WRONG")],
  ["stops midway", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n/1", lost("CUT")],
  ["fails", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", lost("STATUS 503")],
  ["says nothing", "", lost("ECONNRESET")],
])("a server that %s and closes is entered as that", async (_what, said, outcome) => {
  const port = await listen(
    createServer((socket) => socket.once("data", () => socket.end(said)).on("error", () => {})),
  );
  expect(await send(createHttp1Client({ ...question(port), lanes: 1, keepAlive: false }))).toEqual([
    outcome,
  ]);
});

test("a server that never answers has left the request hanging", async () => {
  const port = await listen(holding(createServer((socket) => socket.resume())));
  const http1 = createHttp1Client({ ...question(port), lanes: 1, keepAlive: true });
  expect(await send(http1)).toEqual([lost("HUNG")]);
  expect(await send(createPipelinedClient({ ...question(port), depth: 2 }))).toEqual([
    lost("HUNG"),
    lost("HUNG"),
  ]);
  const silent = await listen(holding(createHttp2Server().on("stream", () => {})));
  expect(await send(createHttp2Client({ ...question(silent), connections: 1 }))).toEqual([
    lost("HUNG"),
  ]);
});

test("a port that nobody holds refuses", async () => {
  const port = await freePort();
  const http1 = createHttp1Client({ ...question(port), lanes: 1, keepAlive: true });
  expect(await send(http1)).toEqual([lost("ECONNREFUSED")]);
  const http2 = createHttp2Client({ ...question(port), connections: 1 });
  expect(await send(http2)).toEqual([lost("ECONNREFUSED")]);
  const pipelined = createPipelinedClient({ ...question(port), depth: 2 });
  expect(await send(pipelined)).toEqual([lost("ECONNREFUSED"), lost("ECONNREFUSED")]);
});

test("pipelined requests behind an announced close are given back, behind any other lost", async () => {
  const answers = (last: string) =>
    `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/1HTTP/1.1 200 OK\r\n${last}Content-Length: 2\r\n\r\n/2`;
  const announced = await listen(
    createServer((socket) =>
      socket.once("data", () => socket.end(answers("Connection: close\r\n"))),
    ),
  );
  const pipeline = (port: number) => createPipelinedClient({ ...question(port), depth: 4 });
  expect(await send(pipeline(announced))).toEqual([ANSWERED, ANSWERED, RETURNED, RETURNED]);

  const silent = await listen(
    createServer((socket) => socket.once("data", () => socket.end(answers("")))),
  );
  const closed = lost("CLOSED");
  expect(await send(pipeline(silent))).toEqual([ANSWERED, ANSWERED, closed, closed]);
});

test("an HTTP/2 request that was refused unprocessed is sent again, one that was begun is not", async () => {
  const REFUSED_STREAM = 7;
  let streams = 0;
  const refusing = await listen(
    holding(
      createHttp2Server().on("stream", (stream, headers) => {
        streams += 1;
        stream.on("error", () => {});
        if (streams === 1) stream.close(REFUSED_STREAM);
        else stream.end(headers[":path"]);
      }),
    ),
  );
  const http2 = (port: number) => createHttp2Client({ ...question(port), connections: 1 });
  expect(await send(http2(refusing))).toEqual([{ kind: "answered", resends: 1 }]);

  const dropping = await listen(
    createHttp2Server().on("stream", (stream) => {
      stream.on("error", () => {});
      stream.session?.destroy();
    }),
  );
  expect(await send(http2(dropping))).toEqual([expect.objectContaining({ kind: "lost" })]);
});

function question(port: number): Question {
  let count = 0;
  return {
    port,
    nextPath: () => `/${(count += 1)}`,
    bodyOf: (path) => path,
    hungAfterMs: HUNG_AFTER_MS,
  };
}

function send(client: LoadClient) {
  opened.push(client.close);
  return client.send();
}

async function listen(server: Server | Http2Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Ends what its clients leave open. */
function holding<T extends Server | Http2Server>(server: T): T {
  server.on("connection", (socket: Socket) => opened.push(() => socket.destroy()));
  return server;
}
