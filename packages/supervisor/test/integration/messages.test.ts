import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { fixture, test } from "./support/supervise.ts";

const entry = fixture("repeats-its-messages.js");
const workers = 2;

const got = (supervisor: Supervisor, payload: unknown, slot: number, from = 0) =>
  supervisor.log.next(
    (line) => line.line === `got ${JSON.stringify(payload)}` && line.slot === slot,
    from,
  );

describe("a message to the app", () => {
  test("reaches the worker that it is for, as it is, and no other", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers });
    await supervisor.serving(workers);
    for (const payload of [{ news: [1, null] }, "text", 7, false, null]) {
      const answer = await supervisor.command({ type: "message", slot: 2, payload });
      expect(answer).toMatchObject({ http: 200, status: "done", slot: 2, workers: 1 });
      await got(supervisor, payload, 2);
    }
    expect(supervisor.log.lines.filter(({ slot, line }) => slot === 1 && line)).toEqual([]);
  });

  test("to all reaches every worker but the spares", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers, flags: ["--spares", "1"] });
    await supervisor.serving(workers);
    const answer = await supervisor.command({ type: "message", slot: "all", payload: "hello" });
    expect(answer).toMatchObject({ status: "done", workers });
    await Promise.all([got(supervisor, "hello", 1), got(supervisor, "hello", 2)]);
    expect(supervisor.log.lines.filter(({ slot, line }) => slot === 3 && line)).toEqual([]);
  });

  test("is refused where nobody can take it, and where Node would take it for its own", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const refused = async (slot: number | "all", payload: unknown, generation?: number) =>
      (
        await supervisor.command({
          type: "message",
          slot,
          payload,
          ...(generation === undefined ? {} : { generation }),
        })
      ).code;
    expect(await refused(9, "x")).toBe("no-such-slot");
    expect(await refused(1, "x", 5)).toBe("stale-generation");
    expect(await refused(1, { cmd: "NODE_CLUSTER", act: "disconnect" })).toBe("invalid-command");
    expect(await refused("all", { cmd: "NODE_CHANNEL" })).toBe("invalid-command");
    expect(await refused("all", "x", 1)).toBe("invalid-command");
    await supervisor.command({ type: "scale", target: 0 });
    expect(await refused("all", "x")).toBe("not-possible-now");
  });

  test("waits for a worker that is blocked, but no more than a few do", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const send = (payload: unknown) => supervisor.command({ type: "message", slot: 1, payload });
    await send({ block: 2_000 });
    await got(supervisor, { block: 2_000 }, 1);
    // Each larger than what the system takes of it unread.
    const large = "x".repeat(60_000);
    const codes = [];
    for (let sent = 0; sent < 30; sent += 1) codes.push((await send(large)).code ?? "done");
    expect(codes.filter((code) => code === "done").length).toBeLessThan(30);
    expect(codes.at(-1)).toBe("not-possible-now");
    await supervisor.log.next(({ line }) => line?.startsWith('got "xxx') === true);
    await expect.poll(async () => (await send("at last")).status, { timeout: 5_000 }).toBe("done");
    await got(supervisor, "at last", 1);
  });
});
