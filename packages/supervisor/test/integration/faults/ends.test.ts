import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import type { Supervisor } from "@clusterdeck/testkit";
import { describe, expect, vi } from "vitest";
import { ask, fixture, test } from "../support/supervise.ts";

/** An answer of which the first part, the pid, has come; `rest` is what then becomes of it. */
async function begunAnswer(
  supervisor: Supervisor,
): Promise<{ pid: number; rest: Promise<string> }> {
  const sent = get({ port: supervisor.appPort, agent: false });
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const [head] = (await once(response, "data")) as [Buffer];
  let rest = "";
  response.setEncoding("utf8").on("data", (text: string) => (rest += text));
  const settled = once(response, "end").then(
    () => rest,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
  return { pid: Number(head.toString()), rest: settled };
}

/** Until a sample of the only worker has told of that many open requests. */
const inFlight = (supervisor: Supervisor, count: number) =>
  vi.waitFor(async () => expect((await supervisor.worker(1)).metrics?.inFlight).toBe(count), {
    timeout: 5_000,
  });

describe("a worker that dies", () => {
  test("fault 1: by SIGKILL from outside is reported as such, comes back at once, and takes only its own requests with it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("answers-late-with-its-pid.js") });
    const before = await supervisor.serving(2);
    const answers = await Promise.all(Array.from({ length: 8 }, () => begunAnswer(supervisor)));
    const pid = before.workers[0]?.pid ?? 0;
    process.kill(pid, "SIGKILL");
    const ends = await Promise.all(answers.map(async (one) => [one.pid === pid, await one.rest]));
    expect(new Set(ends.map(String))).toEqual(new Set(["true,ECONNRESET", "false,done"]));
    await supervisor.serving(2);
    const worker = await supervisor.worker(1);
    expect(worker).toMatchObject({ generation: 2, restarts: 1, state: "serving" });
    expect(worker.pid).not.toBe(pid);
    expect(worker.lastExit).toMatchObject({
      pid,
      generation: 1,
      code: null,
      signal: "SIGKILL",
      cause: "external-signal",
      by: "outside",
      detail: "SIGKILL from outside",
    });
    expect(worker.lastExit?.hint).toContain("dmesg");
    const events = supervisor.log.lines.map((line) => line.event);
    expect(events).not.toContain("worker:backoff");
  });

  test("fault 5: of an exhausted heap is out of memory, with the fatal line in the tail", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("exhausts-heap-on-request.js"),
      workers: 1,
      env: { NODE_OPTIONS: "--max-old-space-size=100" },
    });
    await supervisor.serving(1);
    await ask(supervisor);
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({
      code: null,
      signal: "SIGABRT",
      cause: "out-of-memory",
      by: "app",
    });
    expect(lastExit?.hint).toContain("--max-old-space-size");
    expect(lastExit?.stderrTail.join("\n")).toContain("heap out of memory");
  });

  test("of an uncaught error is a crash with the error's first line", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("throws-on-request.js"), workers: 1 });
    await supervisor.serving(1);
    await expect(ask(supervisor)).rejects.toThrow("fetch failed");
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ code: 1, signal: null, cause: "crash" });
    expect(lastExit?.detail).toBe("RangeError: no such page (throws-on-request.js:3)");
  });

  test("of an uncaught error says exactly how many requests were in flight", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("throws-at-the-fourth-request.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    // The fourth throws as soon as it is there: no sample can have seen it.
    await Promise.allSettled(Array.from({ length: 4 }, () => ask(supervisor)));
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).toContain("4 requests were in flight");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ cause: "crash", inFlight: 4 });
  });

  test("by a SIGTERM from outside, but answers first what it has, has lost no request", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("finishes-its-requests.js"), workers: 1 });
    const { workers } = await supervisor.serving(1);
    const answers = Promise.all(Array.from({ length: 5 }, () => ask(supervisor)));
    await inFlight(supervisor, 5);
    process.kill(workers[0]?.pid ?? 0, "SIGTERM");
    expect(await answers).toEqual(Array(5).fill("done"));
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).not.toContain("in flight");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ code: 0, inFlight: 0 });
  });

  test("by SIGKILL says how many requests were in flight when it last spoke", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("finishes-its-requests.js"), workers: 1 });
    const { workers } = await supervisor.serving(1);
    const answers = Promise.allSettled(Array.from({ length: 5 }, () => ask(supervisor)));
    await inFlight(supervisor, 5);
    process.kill(workers[0]?.pid ?? 0, "SIGKILL");
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).toContain("5 requests were in flight at its last sample");
    await answers;
  });

  test("of an error in its own SIGTERM handler is told with that error, whoever sent the signal", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("throws-when-told-to-end.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    const error = "Error: the handler is broken (throws-when-told-to-end.js:2)";
    await supervisor.command({ type: "kill", slot: 1, signal: "SIGTERM" });
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died.message).toContain(`${error}, after SIGTERM by api`);
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ cause: "crash", by: "app" });
    await supervisor.serving(1);
    await supervisor.command({ type: "restart", slot: 1 });
    const ended = await supervisor.log.next((line) => line.event === "worker:ended");
    expect(ended.message).toBe(`ended: restarted by api; exited with code 1: ${error}`);
  });

  test("fault 11: because it closed its own channel is replaced, and leaves no zombie tile", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("closes-its-channel.js"), workers: 1 });
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ generation: 1, code: 0, cause: "clean-exit" });
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
  });

  test("fault 11: though it lives on after it has left the cluster is replaced, and told as its own end", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("disconnects-and-lives.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    const pid = Number(await ask(supervisor, "/disconnect"));
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    const died = await supervisor.log.next((line) => line.event === "worker:died");
    expect(died).toMatchObject({ pid, generation: 1, by: "app" });
    expect(await ask(supervisor)).not.toBe(String(pid));
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ pid, cause: "clean-exit", by: "app" });
    expect(lastExit?.detail).toContain("did not exit");
    expect(lastExit?.hint).toContain("process.exit");
  });

  test("fault 12: while a child of it holds stdout is noticed at once", async ({ supervise }) => {
    const supervisor = await supervise({
      entry: fixture("leaves-a-child-on-stdout.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    const child = Number(await ask(supervisor));
    await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 2);
    expect(supervisor.processes()).toContain(child);
    process.kill(child, "SIGKILL");
    expect((await supervisor.worker(1)).lastExit).toMatchObject({ code: 3, cause: "crash" });
  });
});

test("fault 30: workers that all crash together back off each on its own, and the dashboard answers meanwhile", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("crashes-soon.js"), workers: 3 });
  const slots = [1, 2, 3];
  for (;;) {
    const before = supervisor.log.lines.length;
    // It answers after each thing that happens, all the while.
    const { workers } = await supervisor.state();
    if (workers.every((worker) => worker.state === "failed")) break;
    await supervisor.log.next(() => true, before);
  }
  const waits = slots.map((slot) =>
    supervisor.log.lines
      .filter((line) => line.event === "worker:backoff" && line.slot === slot)
      .map((line) => Number(/(\d+) ms/.exec(line.message ?? "")?.[1])),
  );
  for (const own of waits) {
    expect(own).toHaveLength(3);
    for (const [index, waitMs] of own.entries()) {
      expect(Math.abs(waitMs / (100 * 2 ** index) - 1)).toBeLessThanOrEqual(0.21);
    }
  }
  expect(new Set(waits.map(String)).size, "spread by the jitter").toBeGreaterThan(1);
  await supervisor.command({ type: "retry", slot: 2 });
  await supervisor.log.next((line) => line.event === "worker:serving" && line.generation === 6);
});

test("fault 11: a worker that closes its last server is not called serving, until it listens again", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("closes-its-server.js"), workers: 1 });
  await supervisor.serving(1);
  await ask(supervisor, "/close");
  await supervisor.log.next((line) => line.event === "worker:running");
  expect(await supervisor.worker(1)).toMatchObject({ state: "running", generation: 1 });
  expect((await supervisor.request("/readyz")).status).toBe(503);
  const from = supervisor.log.lines.length;
  await supervisor.command({ type: "kill", slot: 1, signal: "SIGUSR2" });
  await supervisor.log.next((line) => line.event === "worker:serving", from);
  expect((await supervisor.request("/readyz")).status).toBe(200);
  expect(await ask(supervisor)).toBe(String((await supervisor.worker(1)).pid));
});
