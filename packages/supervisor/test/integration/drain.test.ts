import { once } from "node:events";
import { Agent, get, request, type IncomingMessage } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { Agent as SecureAgent, get as getSecurely } from "node:https";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { makeCertificate, type LogLine, type Supervisor } from "@clusterdeck/testkit";
import { beforeAll, describe, expect } from "vitest";
import { WebSocket } from "ws";
import { ask, fixture, test } from "./support/supervise.ts";

/** Has the only worker drained, and waits for its end. */
async function drain(supervisor: Supervisor): Promise<LogLine & { tookMs: number }> {
  const from = Date.now();
  await supervisor.command({ type: "scale", target: 0 });
  const ended = await supervisor.log.next((line) => line.event === "worker:ended");
  return { ...ended, tookMs: Date.now() - from };
}

const said = (supervisor: Supervisor, what: string) =>
  supervisor.log.next((line) => line.line === what);

/** The status that an upload is answered with; or what became of it. */
async function upload(port: number, agent: Agent, megabytes: number): Promise<unknown> {
  const sent = request({ port, agent, method: "POST" });
  const answered = once(sent, "response").then(async ([response]) => {
    await text(response as IncomingMessage);
    return (response as IncomingMessage).statusCode;
  });
  const part = Buffer.alloc(1024 * 1024);
  let parts = 0;
  const sendOn = () => {
    parts += 1;
    if (parts <= megabytes) sent.write(part, () => setImmediate(sendOn));
    else sent.end();
  };
  sendOn();
  return answered.catch((error: NodeJS.ErrnoException) => error.code);
}

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

  test("gives the app's own SIGTERM handler its chance, once", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("handles-sigterm-slowly.js"), workers: 1 });
    await supervisor.serving(1);
    await supervisor.command({ type: "scale", target: 0 });
    await supervisor.log.next((line) => line.event === "worker:ended");
    const called = supervisor.log.lines.filter((line) => line.line === "handler called");
    expect(called).toHaveLength(1);
  });

  test("sends an answer to its end, also to a client that lets it wait", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("answers-much.js"),
      workers: 1,
      flags: ["--grace=20000"],
    });
    await supervisor.serving(1);
    const agent = new Agent({ keepAlive: true });
    const sent = get({ port: supervisor.appPort, agent });
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    const drained = drain(supervisor);
    await supervisor.log.next((line) => line.event === "worker:draining");
    // Longer than any moment that an idle connection gets.
    await wait(1_500);
    expect((await buffer(response)).length).toBe(32 * 1024 * 1024);
    expect((await drained).message).toBe("ended: scaled down");
    agent.destroy();
  });

  test("does not take an answer from who is still sending", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("refuses-uploads.js"),
      workers: 1,
      flags: ["--grace=20000"],
    });
    await supervisor.serving(1);
    const agent = new Agent({ keepAlive: true });
    const uploads = (megabytes: number) =>
      Promise.all(Array.from({ length: 4 }, () => upload(supervisor.appPort, agent, megabytes)));
    expect(await uploads(0)).toEqual(Array(4).fill(401));
    const drained = drain(supervisor);
    await supervisor.log.next((line) => line.event === "worker:draining");
    expect(await uploads(12)).toEqual(Array(4).fill(401));
    expect((await drained).message).toBe("ended: scaled down");
    agent.destroy();
  });

  test("leaves the whole grace to what is in flight, where the app ends at SIGTERM", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("exits-on-sigterm.js"),
      workers: 1,
      env: { ANSWER_MS: "2500" },
      flags: ["--grace=4000"],
    });
    await supervisor.serving(1);
    const answer = ask(supervisor);
    await said(supervisor, "asked");
    const drained = drain(supervisor);
    expect(await answer).toBe("late");
    expect((await drained).message).toBe("ended: scaled down");
  });

  test("has the app's SIGTERM handler act before the grace is over, whatever is in flight", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("exits-on-sigterm.js"),
      workers: 1,
      env: { ANSWER_MS: "60000" },
      flags: ["--grace=6000"],
    });
    await supervisor.serving(1);
    const answer = ask(supervisor).catch((error: Error) => error.message);
    await said(supervisor, "asked");
    expect((await drain(supervisor)).message).toBe("ended: scaled down, 1 request was in flight");
    expect(await answer).toBe("fetch failed");
  });

  test("closes a WebSocket that was let in only after it began", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("keeps-websockets.js"),
      workers: 1,
      env: { AUTH_MS: "600" },
      flags: ["--grace=20000"],
    });
    await supervisor.serving(1);
    const socket = new WebSocket(`ws://127.0.0.1:${supervisor.appPort}`);
    const closed = once(socket, "close");
    await said(supervisor, "asked to upgrade");
    const ended = await drain(supervisor);
    expect((await closed)[0]).toBe(1001);
    expect(ended.message).toBe("ended: scaled down");
  });

  describe("over TLS", () => {
    const tls = { certificate: "", key: "" };
    beforeAll(async () => {
      Object.assign(tls, await makeCertificate());
    });
    const env = (framework: string) => ({
      FRAMEWORK: framework,
      KEY: tls.key,
      CERTIFICATE: tls.certificate,
    });
    const trust = () => ({ ca: tls.certificate, servername: "localhost" });

    test.for(["https", "http2 or http/1"])(
      "(%s) is not held up by a connection that a browser opened in advance",
      async (framework, { supervise }) => {
        const supervisor = await supervise({
          entry: fixture("answers-with.js"),
          workers: 1,
          env: env(framework),
          flags: ["--grace=20000"],
        });
        await supervisor.serving(1);
        const socket = connectTls({ port: supervisor.appPort, host: "127.0.0.1", ...trust() });
        socket.resume();
        await once(socket, "secureConnect");
        const ended = await drain(supervisor);
        expect(ended.message).toBe("ended: scaled down");
        expect(ended.tookMs).toBeLessThan(5_000);
        socket.destroy();
      },
    );

    test("is not held up by a kept HTTP/1 connection to an HTTP/2 server", async ({
      supervise,
    }) => {
      const supervisor = await supervise({
        entry: fixture("answers-with.js"),
        workers: 1,
        env: env("http2 or http/1"),
        flags: ["--grace=20000"],
      });
      await supervisor.serving(1);
      const agent = new SecureAgent({ keepAlive: true, ...trust() });
      const sent = getSecurely({ port: supervisor.appPort, path: "/page", agent });
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      expect(await text(response)).toBe("you asked for /page");
      const ended = await drain(supervisor);
      expect(ended.message).toBe("ended: scaled down");
      expect(ended.tookMs).toBeLessThan(5_000);
      agent.destroy();
    });
  });
});
