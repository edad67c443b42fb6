import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import { STREAM_PATH } from "@clusterdeck/shared";
import { afterEach, expect, test, vi } from "vitest";
import { probe } from "../../src/socket/probe.ts";

afterEach(() => void vi.unstubAllGlobals());

/** What the page makes of a server that answers so, and what it was asked. */
async function probed(answer: (response: ServerResponse) => void, token: string | null = "t") {
  const asked: (string | undefined)[][] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push([method, url, headers.authorization]);
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  // A browser takes a path for one of the page's own origin.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    nodeFetch(new URL(path, `http://127.0.0.1:${port}`), init),
  );
  const outcome = await probe(token, new AbortController().signal);
  server.close();
  server.closeAllConnections();
  return { outcome, asked };
}

const nodeFetch = globalThis.fetch;
const problem = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/problem+json" });
  response.end(JSON.stringify(body));
};

test("the stream's own address is asked, with the token in the header", async () => {
  const { outcome, asked } = await probed(problem(426, { code: "upgrade-required" }));
  expect(outcome).toEqual({ answer: "ok" });
  expect(asked).toEqual([["GET", STREAM_PATH, "Bearer t"]]);
  expect((await probed(problem(426, {}), null)).asked).toEqual([["GET", STREAM_PATH, undefined]]);
});

test("a wrong token is told from a refusal for another reason, whose words are kept", async () => {
  expect((await probed(problem(401, {}))).outcome).toEqual({ answer: "unauthorized" });
  const full = problem(429, { detail: "100 dashboards are open already." });
  expect((await probed(full)).outcome).toEqual({
    answer: "refused",
    problem: "100 dashboards are open already",
  });
});

test("whoever answers otherwise than the supervisor does is no supervisor", async () => {
  expect((await probed(problem(200, {}))).outcome).toEqual({
    answer: "refused",
    problem: "the server answered 200",
  });
  // A proxy without anybody behind it.
  expect((await probed(problem(502, {}))).outcome).toEqual({ answer: "unreachable" });
  const cut = await probed((response) => response.destroy());
  expect(cut.outcome).toEqual({ answer: "unreachable" });
});
