import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  CONVERSATION_PATH,
  CLOSE,
  COMMANDS_PATH,
  LOGS_PATH,
  METRICS_PATH,
  OPENAPI_PATH,
  STATE_PATH,
  STREAM_PATH,
} from "@clusterdeck/shared";
import { openStream } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { rawRequest, UPGRADE } from "./support/raw-request.ts";
import { fixture, test } from "./support/supervise.ts";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const entry = fixture("listens.js");

/** What the command prints. */
async function clusterdeck(env: Record<string, string>, ...args: string[]): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...env },
  });
  return stdout;
}

describe("access", () => {
  test("fault 40: rule 1: without the token, or with a wrong one, is refused on every route but health and page, before the upgrade", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (const path of [
      STATE_PATH,
      LOGS_PATH,
      CONVERSATION_PATH,
      METRICS_PATH,
      OPENAPI_PATH,
      COMMANDS_PATH,
      STREAM_PATH,
      "/no/such/path",
    ]) {
      for (const headers of [{}, { authorization: "Bearer wrong-token-entirely" }]) {
        const method = path === COMMANDS_PATH ? "POST" : "GET";
        const answer = await rawRequest(supervisor, { path, method, headers });
        expect(answer.status, path).toBe(401);
        expect(answer.headers["content-type"]).toContain("application/problem+json");
        expect(JSON.parse(answer.body)).toMatchObject({ code: "unauthorized", status: 401 });
      }
    }
  });

  test.for([
    [{ host: "evil.test" }, 403, "forbidden-host"],
    [{ host: "127.0.0.1.evil.test:80" }, 403, "forbidden-host"],
    [{ origin: "http://evil.test" }, 403, "forbidden-origin"],
    [{ origin: "null" }, 403, "forbidden-origin"],
    [{ origin: "http://127.0.0.1:1" }, 403, "forbidden-origin"],
    [{ origin: "http://localhost" }, 403, "forbidden-origin"],
    [{ origin: "" }, 403, "forbidden-origin"],
    [{ host: "localhost:1, evil.test" }, 403, "forbidden-host"],
    [{ "sec-fetch-site": "cross-site" }, 403, "forbidden-origin"],
    [{ "sec-fetch-site": "same-site" }, 403, "forbidden-origin"],
  ] as const)(
    "fault 40: rule 1: %j is refused on requests and before the upgrade, right token or not",
    async ([headers, status, code], { supervise }) => {
      const supervisor = await supervise({ entry, workers: 1 });
      const authorization = `Bearer ${supervisor.token}`;
      const plain = await rawRequest(supervisor, {
        path: STATE_PATH,
        headers: { authorization, ...headers },
      });
      const upgrade = await rawRequest(supervisor, {
        path: STREAM_PATH,
        headers: { authorization, ...UPGRADE, ...headers },
      });
      for (const answer of [plain, upgrade]) {
        expect(answer.status).toBe(status);
        expect(JSON.parse(answer.body)).toMatchObject({ code });
      }
    },
  );

  test("rule 1: the stream's address says over plain HTTP why it would be refused, and that only the upgrade is missing", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const authorization = `Bearer ${supervisor.token}`;
    const asked = async (path: string, headers: Record<string, string>) => {
      const { status, body } = await rawRequest(supervisor, { path, headers });
      return [status, (JSON.parse(body) as { code: string }).code];
    };
    expect(await asked(STREAM_PATH, { authorization })).toEqual([426, "upgrade-required"]);
    expect(await asked(STREAM_PATH, {})).toEqual([401, "unauthorized"]);
    const foreign = { authorization, origin: "http://evil.test" };
    expect(await asked(STREAM_PATH, foreign)).toEqual([403, "forbidden-origin"]);
    expect(await asked(`${STREAM_PATH}?seq=x`, { authorization })).toEqual([400, "malformed"]);
    const streams = Array.from({ length: 100 }, () => openStream(supervisor));
    await Promise.all(streams.map(({ next }) => next((message) => message.type === "snapshot")));
    expect(await asked(STREAM_PATH, { authorization })).toEqual([429, "too-many"]);
    for (const stream of streams) stream.close();
  });

  test("our own origin and an allowed host are let in", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1, flags: ["--allowed-host=dev.test"] });
    const authorization = `Bearer ${supervisor.token}`;
    const port = supervisor.dashboardPort;
    for (const host of ["localhost", "127.0.0.1", "dev.test"]) {
      const origin = `http://${host}:${port}`;
      const answer = await rawRequest(supervisor, {
        path: STREAM_PATH,
        headers: { authorization, ...UPGRADE, host: `${host}:${port}`, origin },
      });
      expect(answer.status, host).toBe(101);
    }
  });

  test("through a tunnel the page's origin is the address it was asked at, whatever our port", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1, flags: ["--allowed-host=dev.test"] });
    const authorization = `Bearer ${supervisor.token}`;
    const state = async (host: string, origin: string) => {
      const headers = { authorization, host, origin };
      return (await rawRequest(supervisor, { path: STATE_PATH, headers })).status;
    };
    expect(await state("localhost:9999", "http://localhost:9999")).toBe(200);
    expect(await state("dev.test", "https://dev.test")).toBe(200);
    expect(await state("localhost:9999", "https://localhost:9999")).toBe(403);
    expect(await state("dev.test", "https://evil.test")).toBe(403);
  });

  test("wrong tokens in a row are slowed, and streams that are open go on", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const stream = openStream(supervisor);
    await stream.next((message) => message.type === "snapshot");
    const guess = async () => {
      const headers = { authorization: "Bearer not-the-token-at-all" };
      return rawRequest(supervisor, { path: STATE_PATH, headers });
    };
    const answers = await Promise.all(Array.from({ length: 60 }, guess));
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).toBeGreaterThan(30);
    expect(slowed[0]?.headers["retry-after"]).toBe("1");
    expect(JSON.parse(slowed[0]?.body ?? "")).toMatchObject({ code: "too-many" });
    stream.send({ type: "ping", id: 1 });
    await stream.next((message) => message.type === "pong");
    stream.close();
    await expect.poll(async () => (await supervisor.request(STATE_PATH)).status).toBe(200);
  });

  test("others who guess at the kept token do not keep its owner out", async ({
    supervise,
    folder,
  }) => {
    const supervisor = await supervise({
      entry,
      workers: 1,
      token: null,
      env: { XDG_STATE_HOME: folder },
    });
    const authorization = "Bearer not-the-token-at-all";
    const guess = () => rawRequest(supervisor, { path: STATE_PATH, headers: { authorization } });
    const answers = await Promise.all(Array.from({ length: 60 }, guess));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(30);
    expect((await supervisor.request(STATE_PATH)).status).toBe(200);
    expect((await guess()).status).toBe(429);
  });

  test("who is refused keeps no connection, and sends nothing more on it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const { target } = await supervisor.serving(1);
    const command = '{"type":"scale","target":7}';
    const refused = `POST ${COMMANDS_PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${command.length}\r\nContent-Type: application/json\r\n\r\n${command}`;
    const socket = connect(supervisor.dashboardPort, "127.0.0.1");
    socket.write(refused + refused);
    expect((await text(socket)).match(/^HTTP\/1\.1 .*$/gm)).toEqual(["HTTP/1.1 401 Unauthorized"]);
    expect((await supervisor.state()).target).toBe(target);
  });

  test.for([
    ["Host: localhost\r\nHost: evil.test\r\n", 400],
    ["Host: evil.test\r\nHost: localhost\r\n", 400],
    ["Host: localhost.\r\n", 403],
    ["Host: LocalHost:1\r\n", 200],
    ["Host: [::1]:1\r\n", 200],
    ["Host: [::ffff:127.0.0.1]\r\n", 403],
    ["Host: 2130706433\r\n", 403],
    ["Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.test\r\n", 403],
    ["Host: localhost\r\nOrigin: HTTP://LOCALHOST\r\n", 403],
    ["Host: localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n", 403],
    ["Host: localhost\r\nExpect: 100-continue\r\n", 200],
    ["Host: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n", 404],
  ] as const)("%j is answered %i, with the right token", async ([head, status], { supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const socket = connect(supervisor.dashboardPort, "127.0.0.1");
    const token = `Authorization: Bearer ${supervisor.token}\r\n`;
    // Not ended: Node's server would take the half-open connection for one that has gone.
    socket.write(`GET ${STATE_PATH} HTTP/1.1\r\n${head}${token}\r\n`);
    const answered = new Promise<string>((resolve) => {
      let read = "";
      socket.on("data", (chunk: Buffer) => {
        read += chunk.toString("latin1");
        const final = /^HTTP\/1\.1 (?!100)(\d+)/m.exec(read)?.[1];
        if (final !== undefined) resolve(final);
      });
    });
    expect(await answered).toBe(String(status));
    socket.destroy();
  });

  test("rule 1: a connection that does not finish its request is closed after ten seconds", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const socket = connect(supervisor.dashboardPort, "127.0.0.1");
    await once(socket, "connect");
    const sinceMs = performance.now();
    socket.write(`GET ${STREAM_PATH} HTTP/1.1\r\nHost: localhost\r\n`);
    socket.resume();
    await once(socket, "close");
    const tookMs = performance.now() - sinceMs;
    expect(tookMs).toBeGreaterThan(9_000);
    expect(tookMs).toBeLessThan(13_000);
  });

  test("rule 11 (4401): the kept token is changed: the old one is refused, streams end and say why, the new address is told", async ({
    supervise,
    folder,
  }) => {
    const environment = { XDG_STATE_HOME: folder };
    const before = (await clusterdeck(environment, "token")).trim();
    const supervisor = await supervise({ entry, workers: 1, env: environment, token: null });
    expect(supervisor.url).toContain(before);
    const stream = openStream(supervisor);
    await stream.next((message) => message.type === "snapshot");
    const closed = once(stream.socket, "close");
    const after = (await clusterdeck(environment, "token", "--rotate")).trim();
    expect(after).not.toBe(before);
    const told = await supervisor.log.next((line) => line.event === "token-changed");
    expect(told["url"]).toContain(after);
    expect((await closed)[0]).toBe(CLOSE.unauthorized);
    expect((await supervisor.request(STATE_PATH)).status).toBe(401);
    const headers = { authorization: `Bearer ${after}` };
    expect((await rawRequest(supervisor, { path: STATE_PATH, headers })).status).toBe(200);
  });

  test("rule 1: the token of a subprotocol is never echoed", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await rawRequest(supervisor, {
      path: STREAM_PATH,
      headers: {
        ...UPGRADE,
        "sec-websocket-protocol": `clusterdeck.v1, clusterdeck.token.${supervisor.token}`,
      },
    });
    expect(answer.status).toBe(101);
    expect(answer.headers["sec-websocket-protocol"]).toBe("clusterdeck.v1");
  });

  test("an upgrade anywhere but at the stream is refused, where no token is asked for too", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (const path of ["/", "/healthz", "/readyz", "/nowhere"]) {
      const answer = await rawRequest(supervisor, { path, headers: UPGRADE });
      expect(answer.status, path).toBe(404);
    }
  });

  test("a target that cannot be decoded is malformed, and fenced in as all answers are", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await rawRequest(supervisor, { path: "/%zz" });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: "malformed" });
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test("upgrades to such targets keep no connection open", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (let count = 0; count < 20; count += 1) {
      const socket = connect(supervisor.dashboardPort, "127.0.0.1");
      const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
      // The client keeps its end open: it is the supervisor that must let go.
      socket.write(`GET /%zz HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`);
      expect(await text(socket)).toContain("400 Bad Request");
    }
  });

  test("bytes that are no request are told so, fenced in as all answers are", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const socket = connect(supervisor.dashboardPort, "127.0.0.1");
    socket.write("this is no HTTP\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toContain("HTTP/1.1 400");
    expect(answer).toContain("x-content-type-options: nosniff");
    expect(answer).toContain('"code":"malformed"');
  });

  test("an empty Host, and none at all, are refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (const [version, host] of [
      ["1.1", "Host:\r\n"],
      ["1.0", ""],
    ] as const) {
      const socket = connect(supervisor.dashboardPort, "127.0.0.1");
      const token = `Authorization: Bearer ${supervisor.token}\r\n`;
      socket.end(`GET ${STATE_PATH} HTTP/${version}\r\n${host}${token}Connection: close\r\n\r\n`);
      expect((await text(socket)).split("\r\n", 1)[0]).toContain("403");
    }
  });

  test("an absolute target is refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await rawRequest(supervisor, { path: `http://evil.test${STATE_PATH}` });
    expect(answer.status).toBe(400);
  });

  test("with --no-auth no token is asked for, and Host and Origin still are", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1, flags: ["--no-auth"] });
    expect(supervisor.url).not.toContain("token");
    expect((await rawRequest(supervisor, { path: STATE_PATH })).status).toBe(200);
    const foreign = { path: STATE_PATH, headers: { origin: "http://evil.test" } };
    expect((await rawRequest(supervisor, foreign)).status).toBe(403);
  });

  test("the page comes with headers that fence it in", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await rawRequest(supervisor, { path: "/" });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("<!doctype html>");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
    const walked = await rawRequest(supervisor, { path: "/..%2f..%2fpackage.json" });
    expect(walked.status).toBe(401);
  });
});
