import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { describe, expect } from "vitest";
import { WebSocket } from "ws";
import { ask, fixture, test } from "./support/supervise.ts";

describe("a drain", () => {
  test("of HTTP/2 says GOAWAY, and finishes the streams that are open", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("speaks-http2.js"), workers: 1 });
    await supervisor.serving(1);
    const session = connectHttp2(`http://127.0.0.1:${supervisor.appPort}`);
    const goaway = once(session, "goaway");
    const stream = session.request({ ":path": "/" });
    stream.setEncoding("utf8");
    let body = "";
    stream.on("data", (chunk: string) => (body += chunk));
    await once(session, "remoteSettings");
    await supervisor.command({ type: "scale", target: 0 });
    await once(stream, "end");
    expect(body).toBe("ok");
    await goaway;
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toBe("ended: scaled down");
    session.close();
  });

  test("closes the WebSockets of ws as going away, and does not wait for the grace", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("keeps-websockets.js"), workers: 1 });
    await supervisor.serving(1);
    const socket = new WebSocket(`ws://127.0.0.1:${supervisor.appPort}`);
    await once(socket, "open");
    const closed = once(socket, "close");
    const askedAt = Date.now();
    await supervisor.command({ type: "scale", target: 0 });
    expect((await closed)[0]).toBe(1001);
    await supervisor.log.next((line) => line.event === "worker:ended");
    expect(Date.now() - askedAt).toBeLessThan(1_000);
  });

  test("with raw sockets that stay open is bounded by the grace", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("keeps-raw-sockets.js"),
      workers: 1,
      flags: ["--grace=800"],
    });
    await supervisor.serving(1);
    const socket = connect(supervisor.appPort, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "data");
    await supervisor.command({ type: "scale", target: 0 });
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("killed when the grace was over");
    socket.destroy();
  });

  test("is not held up by a connection that a browser opened in advance", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
    await supervisor.serving(1);
    const socket = connect(supervisor.appPort, "127.0.0.1");
    await once(socket, "connect");
    await ask(supervisor);
    const askedAt = Date.now();
    await supervisor.command({ type: "scale", target: 0 });
    await supervisor.log.next((line) => line.event === "worker:ended");
    expect(Date.now() - askedAt).toBeLessThan(1_500);
    socket.destroy();
  });
});
