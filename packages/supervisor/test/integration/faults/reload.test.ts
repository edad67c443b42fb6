import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { makeCertificate } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { WebSocket } from "ws";
import { reload } from "../support/reload.ts";
import { fixture, test } from "../support/supervise.ts";

describe("fault 28: a reload with open WebSockets", () => {
  test.for([
    { library: "ws", entry: "keeps-websockets.js", path: "/" },
    { library: "ws over TLS", entry: "keeps-websockets.js", path: "/", isSecure: true },
    {
      library: "Socket.IO",
      entry: "keeps-socket-io.js",
      path: "/socket.io/?EIO=4&transport=websocket",
    },
  ])(
    "of $library closes them as going away, and does not wait for the grace",
    async ({ entry, path, isSecure = false }, { supervise }) => {
      const { key, certificate } = await makeCertificate();
      const supervisor = await supervise({
        entry: fixture(entry),
        workers: 1,
        env: isSecure ? { KEY: key, CERTIFICATE: certificate } : {},
        flags: ["--grace=20000"],
      });
      await supervisor.serving(1);
      const origin = `${isSecure ? "wss" : "ws"}://127.0.0.1:${supervisor.appPort}`;
      const trust = { ca: certificate, servername: "localhost" };
      const socket = new WebSocket(`${origin}${path}`, isSecure ? trust : {});
      await once(socket, "open");
      const closed = once(socket, "close");
      await reload(supervisor);
      expect((await closed)[0]).toBe(1001);
      const ended = await supervisor.log.next((line) => line.event === "worker:ended");
      expect(ended.message).toBe("ended: replaced by the reload");
    },
  );

  test("of no library that is known is bounded by the grace", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("keeps-upgraded-sockets.js"),
      workers: 1,
      flags: ["--grace=800"],
    });
    await supervisor.serving(1);
    const socket = await upgraded(supervisor.appPort);
    const closed = once(socket, "close");
    await reload(supervisor);
    await closed;
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toContain("killed when the grace was over");
  });
});

async function upgraded(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: own\r\n\r\n");
  await once(socket, "data");
  return socket;
}

describe("a rolling reload", () => {
  test("fault 25: to a version that throws at boot fails with the reason, and the old workers never stop", async ({
    supervise,
    load,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const env = { BREAK_FILE: breakFile };
    const supervisor = await supervise({ entry: fixture("breaks-when-told.js"), env });
    await supervisor.serving(2);
    const running = load(supervisor, { lanes: 4 });
    writeFileSync(breakFile, "throw");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed.message).toContain("Error: the new version is broken");
    const state = await supervisor.state();
    expect(state.reload).toBeNull();
    expect(state.workers.map(({ generation, state: word }) => [generation, word])).toEqual([
      [1, "serving"],
      [1, "serving"],
    ]);
    await running.answers(50);
    expect((await running.stop()).losses).toEqual({});
  });

  test("fault 25: to a version that serves for a moment and crashes fails with the reason, and the old worker that is left never stops", async ({
    supervise,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const env = { BREAK_FILE: breakFile };
    const supervisor = await supervise({ entry: fixture("breaks-when-told.js"), env });
    const { workers } = await supervisor.serving(2);
    writeFileSync(breakFile, "crash");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed).toMatchObject({ slot: 1 });
    expect(failed.message).toContain("Error: broken a moment later");
    // The first goes on crashing until it is given up.
    await supervisor.log.next((line) => line.event === "worker:failed");
    expect(await supervisor.worker(2)).toMatchObject({
      pid: workers[1]?.pid,
      state: "serving",
      generation: 1,
    });
    expect((await supervisor.state()).reload).toBeNull();
  });

  test("fault 26: to a version that hangs at boot fails at the ready timeout, and the old workers never stop", async ({
    supervise,
    load,
    folder,
  }) => {
    const breakFile = join(folder, "fault");
    const supervisor = await supervise({
      entry: fixture("breaks-when-told.js"),
      env: { BREAK_FILE: breakFile },
      flags: ["--ready-timeout=1500"],
    });
    const { workers } = await supervisor.serving(2);
    const running = load(supervisor, { lanes: 4 });
    writeFileSync(breakFile, "hang");
    await supervisor.command({ type: "reload" });
    const failed = await supervisor.log.next((line) => line.event === "reload:failed");
    expect(failed.message).toContain("not ready after 1.5 s");
    const after = await supervisor.serving(2);
    expect(after.workers.map(({ pid }) => pid)).toEqual(workers.map(({ pid }) => pid));
    await running.answers(50);
    expect((await running.stop()).losses).toEqual({});
  });
});
