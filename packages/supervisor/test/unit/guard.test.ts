import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { installGuard } from "../../src/http/guard.ts";
import { problemOf, sendProblem } from "../../src/http/problem.ts";
import { createTokenGate } from "../../src/token/token-gate.ts";

const TOKEN = "a-token-of-some-length";

function guarded() {
  const app = fastify();
  installGuard(app, {
    tokens: createTokenGate(TOKEN, true),
    boundHost: "127.0.0.1",
    allowedHosts: [],
  });
  app.setErrorHandler((error, _request, reply) => {
    const { code, detail } = problemOf(error);
    return sendProblem(reply, code, detail);
  });
  return app;
}

describe("the guard", () => {
  it("stands before a route that says nothing of it, in a plugin too", async () => {
    const app = guarded();
    app.get("/plain", () => "secret");
    await app.register(async (scope) => {
      scope.route({ method: ["GET", "POST", "DELETE"], url: "/nested", handler: () => "secret" });
    });
    for (const url of ["/plain", "/nested", "/not/there"]) {
      const answer = await app.inject({ url, headers: { host: "localhost" } });
      expect(answer.statusCode, url).toBe(401);
      expect(answer.body).not.toContain("secret");
    }
    const headers = { host: "localhost", authorization: `Bearer ${TOKEN}` };
    expect((await app.inject({ url: "/nested", headers })).body).toBe("secret");
  });

  it("checks host and origin on a public route as well", async () => {
    const app = guarded();
    app.get("/public", { config: { isPublic: true } }, () => "open to see");
    const status = async (headers: Record<string, string>) =>
      (await app.inject({ url: "/public", headers })).statusCode;
    expect(await status({ host: "localhost" })).toBe(200);
    expect(await status({ host: "evil.test" })).toBe(403);
    expect(await status({ host: "localhost", origin: "http://evil.test" })).toBe(403);
  });

  it("fences in every answer, refusals included", async () => {
    const app = guarded();
    const { headers } = await app.inject({ url: "/", headers: { host: "evil.test" } });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
});
