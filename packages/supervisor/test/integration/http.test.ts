import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { COMMANDS_PATH } from "@clusterdeck/shared";
import { describe, expect } from "vitest";
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
    ['{"type":"retry","slot":1}', 409, "not-possible-now"],
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

  test("a key that is refused is told as such, and not as bad JSON", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const body = '{"type":"message","slot":1,"payload":{"__proto__":1}}';
    const refused = await supervisor.request(COMMANDS_PATH, post(body));
    expect(await refused.json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('"__proto__"'),
    });
    const empty = await supervisor.request(COMMANDS_PATH, post(""));
    expect(await empty.json()).toMatchObject({
      status: 400,
      detail: "The message is not valid JSON.",
    });
  });

  test("fault 37: for a generation that is no longer there are refused, and no signal is sent", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const before = await supervisor.serving(1);
    for (const generation of [2, 7]) {
      const answer = await supervisor.command({ type: "kill", slot: 1, generation });
      expect(answer).toMatchObject({ http: 409, code: "stale-generation" });
    }
    await supervisor.command({ type: "kill", slot: 1, generation: 1 });
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    const stale = await supervisor.command({ type: "kill", slot: 1, generation: 1 });
    expect(stale).toMatchObject({ http: 409, code: "stale-generation" });
    const worker = await supervisor.worker(1);
    expect(worker).toMatchObject({ generation: 2, state: "serving", restarts: 1 });
    expect(worker.pid).not.toBe(before.workers[0]?.pid);
    const signals = supervisor.log.lines.filter((line) => line.event === "worker:signalled");
    expect(signals).toHaveLength(1);
  });

  test("over 64 KiB are too large", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const body = JSON.stringify({ type: "fork", id: "x".repeat(70_000) });
    const answer = await supervisor.request(COMMANDS_PATH, post(body));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "too-large" });
  });

  test("as a form, which any page can send, are refused", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await supervisor.request(COMMANDS_PATH, post('{"type":"fork"}', "text/plain"));
    expect(answer.status).toBe(415);
  });

  test("fault 38: of the same id are run once", async ({ supervise }) => {
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
    const body = '{"type":"retry","slot":9}';
    const head = [
      `POST ${COMMANDS_PATH} HTTP/1.1`,
      "Host: localhost",
      `Authorization: Bearer ${supervisor.token}`,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
    ];
    const request = (...more: string[]) => `${[...head, ...more].join("\r\n")}\r\n\r\n${body}`;
    const socket = connect(supervisor.dashboardPort, "127.0.0.1");
    // In one piece, so that they arrive together, however busy the machine is.
    socket.write(request().repeat(79) + request("Connection: close"));
    const statuses = (await text(socket)).match(/(?<=HTTP\/1.1 )\d+/g) ?? [];
    expect(statuses).toHaveLength(80);
    expect(statuses.filter((status) => status === "404").length).toBeGreaterThanOrEqual(40);
    expect(statuses).toContain("429");
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
