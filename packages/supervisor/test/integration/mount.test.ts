import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  COMMANDS_PATH,
  STATE_PATH,
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
} from "@clusterdeck/shared";
import { remember } from "@clusterdeck/testkit";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { rawRequest } from "./support/raw-request.ts";
import { fixture } from "./support/supervise.ts";

interface Told {
  readonly port: number;
  readonly token: string;
  readonly own: { readonly url: null; readonly port: null };
}

async function startProgram() {
  const state = mkdtempSync(join(tmpdir(), "clusterdeck-mount-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  const program = spawn(
    process.execPath,
    [fixture("mounts-its-dashboard.mjs"), fixture("listens.js")],
    { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, XDG_STATE_HOME: state } },
  );
  remember(program);
  onTestFinished(() => void program.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: program.stdout }), "line")) as [string];
  return { program, told: JSON.parse(line) as Told };
}

test("a program has the dashboard below a path of its own server: page, API and stream, guarded as ever", async () => {
  const { program, told } = await startProgram();
  const { port, token } = told;
  const bearer = { authorization: `Bearer ${token}` };
  expect(told.own).toEqual({ url: null, port: null });
  const get = (path: string, headers: Record<string, string> = {}) =>
    rawRequest({ dashboardPort: port }, { path, headers });

  expect((await get("/")).body).toBe("its own");
  expect((await get("/decks/1")).body).toBe("its own");
  const redirect = await get("/deck?theme=light");
  expect([redirect.status, redirect.headers.location]).toEqual([308, "./deck/?theme=light"]);
  const page = await get("/deck/");
  expect(page.status).toBe(200);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(page.body).toContain('src="./assets/');

  expect((await get(`/deck${STATE_PATH}`)).status).toBe(401);
  expect((await get(`/deck${STATE_PATH}`, { ...bearer, host: "evil.test" })).status).toBe(403);
  expect((await get(`/deck${STATE_PATH}`, { ...bearer, origin: "http://evil.test" })).status).toBe(
    403,
  );
  expect(JSON.parse((await get(`/deck${STATE_PATH}`, bearer)).body)).toMatchObject({
    workers: [{ state: "serving" }, { state: "serving" }],
  });
  const killed = await rawRequest(
    { dashboardPort: port },
    {
      path: `/deck${COMMANDS_PATH}`,
      method: "POST",
      headers: { ...bearer, "content-type": "application/json" },
      body: JSON.stringify({ type: "kill", slot: 1 }),
    },
  );
  expect(JSON.parse(killed.body)).toMatchObject({ status: "done", slot: 1 });

  const open = (path: string) => {
    const url = `ws://127.0.0.1:${port}${path}`;
    return new WebSocket(url, [STREAM_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token]);
  };
  const stream = open(`/deck${STREAM_PATH}`);
  const [first] = (await once(stream, "message")) as [Buffer];
  expect(JSON.parse(first.toString())).toMatchObject({ type: "snapshot" });
  const [elsewhere] = (await once(open(STREAM_PATH), "error")) as [Error];
  expect(elsewhere.message).toBe("socket hang up");

  const closed = once(stream, "close");
  program.stdin.write("stop\n");
  expect((await closed)[0]).toBe(1001);
  expect(await once(program, "exit")).toEqual([0, null]);
});
