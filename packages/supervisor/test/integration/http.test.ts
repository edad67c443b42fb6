import { COMMANDS_PATH, LOGS_PATH, STATE_PATH, STREAM_PATH } from "@clusterdeck/shared";
import { describe, expect } from "vitest";
import { rawRequest, UPGRADE } from "./support/raw-request.ts";
import { fixture, test } from "./support/supervise.ts";

const entry = fixture("listens.js");

describe("health", () => {
  test("is told without a token: alive at once, ready when a worker serves", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    expect((await fetch(new URL("/healthz", supervisor.origin))).status).toBe(200);
    await supervisor.serving(1);
    expect((await fetch(new URL("/readyz", supervisor.origin))).status).toBe(200);
  });
});

describe("access", () => {
  test("without the token, or with a wrong one, is refused on every route but health and page", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    for (const path of [STATE_PATH, LOGS_PATH, COMMANDS_PATH, STREAM_PATH, "/no/such/path"]) {
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
  ] as const)(
    "%j is refused on requests and before the upgrade, right token or not",
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

  test("the token of a subprotocol is never echoed", async ({ supervise }) => {
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

describe("commands over HTTP", () => {
  const post = (body: string, type = "application/json") => ({
    method: "POST",
    headers: { "content-type": type },
    body,
  });

  test.for([
    ["{", 400, "malformed"],
    ["[]", 400, "malformed"],
    ['{"type":"fork","__proto__":{"x":1}}', 400, "malformed"],
    ['{"type":"explode"}', 422, "invalid-command"],
    ['{"type":"kill","slot":"1"}', 422, "invalid-command"],
    ['{"type":"kill","slot":1,"signal":"SIGUSR1"}', 422, "invalid-command"],
    ['{"type":"kill","slot":99}', 404, "no-such-slot"],
    ['{"type":"kill","slot":1,"generation":7}', 409, "stale-generation"],
    ['{"type":"retry","slot":1}', 409, "not-possible-now"],
    [`{"type":"fork","id":"${"x".repeat(70_000)}"}`, 413, "too-large"],
  ] as const)(
    "%s changes nothing and is answered %i",
    async ([body, status, code], { supervise }) => {
      const supervisor = await supervise({ entry, workers: 1 });
      const before = await supervisor.serving(1);
      const answer = await supervisor.request(COMMANDS_PATH, post(body));
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(await answer.json()).toMatchObject({ code, status, detail: expect.any(String) });
      expect((await supervisor.state()).workers[0]?.pid).toBe(before.workers[0]?.pid);
    },
  );

  test("as a form, which any page can send, are refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await supervisor.request(COMMANDS_PATH, post('{"type":"fork"}', "text/plain"));
    expect(answer.status).toBe(415);
  });

  test("of the same id are run once", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const first = await supervisor.command({ id: "once", type: "fork" });
    const second = await supervisor.command({ id: "once", type: "fork" });
    expect(second).toEqual(first);
    await supervisor.serving(2);
  });

  test("with an id that another command had are refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    await supervisor.command({ id: "mine", type: "fork" });
    const second = await supervisor.command({ id: "mine", type: "scale", target: 0 });
    expect(second).toMatchObject({ http: 422, code: "invalid-command" });
    await supervisor.serving(2);
  });

  test("over twenty a second are refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => supervisor.command({ type: "retry", slot: 9 })),
    );
    expect(answers.filter((answer) => answer.http === 429).length).toBeGreaterThan(0);
    expect(answers.filter((answer) => answer.http === 404).length).toBeGreaterThanOrEqual(40);
  });

  test("are all refused with --read-only, which the snapshot says", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1, flags: ["--read-only"] });
    const before = await supervisor.serving(1);
    expect(before.readOnly).toBe(true);
    expect(await supervisor.command({ type: "kill", slot: 1 })).toMatchObject({
      http: 403,
      code: "read-only",
    });
    expect((await supervisor.state()).workers[0]?.pid).toBe(before.workers[0]?.pid);
  });
});
