import {
  LogPage,
  LOGS_PATH,
  LogsMessage,
  type LogEntry,
  type ServerMessage,
} from "@clusterdeck/shared";
import { openStream, type LogLine, type Stream, type Supervisor } from "@clusterdeck/testkit";
import { Compile } from "typebox/compile";
import { describe, expect, vi } from "vitest";
import { MESSAGES_OWED } from "../../src/log/limits.ts";
import { peakRssBytes } from "./support/peak-rss.ts";
import { ask, fixture, test } from "./support/supervise.ts";

const MiB = 1024 * 1024;
/** 50 MB. */
const FLOOD_LINES = 500_000;
const SOON = { timeout: 10_000, interval: 20 };
const isSnapshot = (message: ServerMessage) => message.type === "snapshot";
const isLogs = (message: ServerMessage) => message.type === "logs";
const isOutput = (text: string) => (line: LogLine) => line.event === "output" && line.line === text;

// eslint-disable-next-line no-control-regex -- what must not get out is looked for
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/;
// eslint-disable-next-line no-control-regex -- see above
const COLOUR = /\u001B\[[0-9;:]*m/g;

/** How many lines of the workers the supervisor's log accounts for. */
function accounted({ log }: Supervisor) {
  const lines = { kept: 0, dropped: 0, unwritten: 0 };
  for (const line of log.lines) {
    if (line.event === "output") lines.kept += 1;
    if (line.event === "output-dropped") lines.dropped += Number(line["lines"]);
    if (line.event === "dropped") lines.unwritten += Number(line["lines"]);
  }
  return { ...lines, total: lines.kept + lines.dropped + lines.unwritten };
}

/** What a reader of the stream has been told of, line for line. */
function told(stream: Stream) {
  const messages = stream.messages.filter(isLogs);
  const entries = messages.flatMap((message) => message.entries);
  const lines = entries.filter((entry) => "text" in entry).length;
  const dropped = entries.reduce((sum, entry) => sum + ("text" in entry ? 0 : entry.dropped), 0);
  const skipped = messages.reduce((sum, message) => sum + message.skipped, 0);
  return { messages, entries, lines, dropped, skipped, total: lines + dropped + skipped };
}

const textOf = (entry: LogEntry) => ("text" in entry ? entry.text : `(${entry.dropped} dropped)`);

async function logsOf(supervisor: Supervisor, query: string): Promise<LogPage> {
  return (await (await supervisor.request(`${LOGS_PATH}${query}`)).json()) as LogPage;
}

describe("fault 14: a worker that floods stdout with 50 MB", () => {
  test("every line is written out or counted, and the supervisor's memory stays bounded", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("floods-stdout.js"), workers: 1 });
    await supervisor.serving(1);
    const before = peakRssBytes(supervisor.pid);
    await ask(supervisor, `/${FLOOD_LINES}`);
    await vi.waitUntil(() => accounted(supervisor).total >= FLOOD_LINES, SOON);
    const { kept, dropped, total } = accounted(supervisor);
    expect(total).toBe(FLOOD_LINES);
    expect(kept).toBeGreaterThan(0);
    expect(dropped).toBeGreaterThan(FLOOD_LINES / 2);
    const grownBytes = peakRssBytes(supervisor.pid) - before;
    console.log(`flood: memory grew by ${(grownBytes / MiB).toFixed(1)} MiB at its peak`);
    expect(grownBytes).toBeLessThan(96 * MiB);
  });

  test("reaches a reader of the stream as lines and counts, none unaccounted for", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("floods-stdout.js"), workers: 1 });
    await supervisor.serving(1);
    const stream = openStream(supervisor);
    await stream.next(isSnapshot);
    stream.send({ type: "logs", slots: [1] });
    await stream.next(isLogs);
    await ask(supervisor, `/${FLOOD_LINES}`);
    await vi.waitUntil(() => told(stream).total >= FLOOD_LINES, SOON);
    const { lines, dropped, skipped, total, entries, messages } = told(stream);
    expect(total).toBe(FLOOD_LINES);
    expect(dropped + skipped).toBeGreaterThan(FLOOD_LINES / 2);
    expect(lines).toBeGreaterThan(0);
    const ids = entries.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const schema = Compile(LogsMessage);
    expect(messages.flatMap((message) => schema.Errors(message))).toEqual([]);
    stream.close();
  });

  test("does not grow the supervisor for a reader that reads nothing, nor hold up another", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("floods-stdout.js"), workers: 1 });
    await supervisor.serving(1);
    const [frozen, other] = [openStream(supervisor), openStream(supervisor)];
    for (const stream of [frozen, other]) {
      await stream.next(isSnapshot);
      stream.send({ type: "logs", slots: "all" });
      await stream.next(isLogs);
    }
    await ask(supervisor, `/${FLOOD_LINES}`);
    frozen.socket.pause();
    const before = peakRssBytes(supervisor.pid);
    let written = FLOOD_LINES;
    const write = async (lines: number) => {
      await ask(supervisor, `/${lines}`);
      written += lines;
      await vi.waitUntil(() => told(other).total >= written, SOON);
    };
    await write(FLOOD_LINES);
    const enough = told(other).messages.length + 3 * MESSAGES_OWED;
    while (told(other).messages.length < enough) await write(1_000);
    const grownBytes = peakRssBytes(supervisor.pid) - before;
    console.log(`frozen reader: memory grew by ${(grownBytes / MiB).toFixed(1)} MiB at its peak`);
    expect(grownBytes).toBeLessThan(96 * MiB);
    const from = frozen.messages.length;
    frozen.socket.resume();
    await vi.waitUntil(() => told(frozen).total >= told(other).total, SOON);
    expect(told(frozen).total).toBe(written);
    expect(told(frozen).skipped).toBeGreaterThan(told(other).skipped);
    // One was on its way, one tells of those that are missing, a few had waited.
    const late = frozen.messages.slice(from).filter(isLogs);
    expect(late.length).toBeLessThanOrEqual(2 + MESSAGES_OWED);
    for (const stream of [frozen, other]) stream.close();
  });
});

describe("fault 14: a worker that writes what is no text", () => {
  test("a line of 100 MB is cut and marked, the next one is whole, memory stays bounded", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("writes-a-100-mb-line.js"), workers: 1 });
    const before = peakRssBytes(supervisor.pid);
    await supervisor.log.next(isOutput("after the endless line"));
    const lines = supervisor.log.lines.filter(({ event }) => event === "output");
    expect(lines).toHaveLength(2);
    expect(lines[0]?.line).toMatch(/^x{8192} … \(line cut\)$/);
    const grownBytes = peakRssBytes(supervisor.pid) - before;
    console.log(`endless line: memory grew by ${(grownBytes / MiB).toFixed(1)} MiB at its peak`);
    expect(grownBytes).toBeLessThan(96 * MiB);
  });

  test("binary garbage crashes nothing, and no control character of it gets out", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("writes-binary.js"), workers: 1 });
    const last = await supervisor.log.next(
      (line) => line.event === "output" && line.line?.startsWith("lines before: ") === true,
    );
    const lines = supervisor.log.lines.filter(({ event }) => event === "output");
    expect(last.line).toBe(`lines before: ${lines.length - 1}`);
    const bare = lines.map(({ line = "" }) => line.replaceAll(COLOUR, ""));
    expect(bare.filter((line) => CONTROL.test(line))).toEqual([]);
  });

  test("characters whose bytes come one by one are put together", async ({ supervise }) => {
    const supervisor = await supervise({ entry: fixture("splits-utf8.js"), workers: 1 });
    await supervisor.log.next(isOutput("grüße 🎉 от 日本"));
    expect(supervisor.log.lines.filter(({ event }) => event === "output")).toHaveLength(1);
  });
});

describe("fault 14: a worker that floods stderr and then crashes", () => {
  test("has its error in the tail and in the detail, and its last lines can still be read", async ({
    supervise,
  }) => {
    const supervisor = await supervise({
      entry: fixture("floods-stderr-then-throws.js"),
      workers: 1,
    });
    await supervisor.serving(1);
    await expect(ask(supervisor)).rejects.toThrow("fetch failed");
    await supervisor.log.next((line) => line.event === "worker:died");
    const { lastExit } = await supervisor.worker(1);
    expect(lastExit).toMatchObject({ code: 1, signal: null, cause: "crash" });
    expect(lastExit?.detail).toMatch(
      /^RangeError: after the flood \(floods-stderr-then-throws\.js:/,
    );
    expect(lastExit?.stderrTail).toContain("RangeError: after the flood");
    expect(lastExit?.stderrTail).toHaveLength(50);
    const { entries } = await logsOf(supervisor, "?slot=1&lines=1000");
    expect(entries.every(({ generation, stream }) => generation === 1 && stream === "stderr")).toBe(
      true,
    );
    expect(entries.some((entry) => "dropped" in entry)).toBe(true);
  });
});

describe("those who look at one slot", () => {
  test("get its lines as they come, and not another's, until they look away", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("floods-stdout.js"), workers: 2 });
    const { workers } = await supervisor.serving(2);
    const [first, second] = workers.map(({ pid }) => pid ?? 0);
    const [one, all] = [openStream(supervisor), openStream(supervisor)];
    for (const [stream, slots] of [
      [one, [1]],
      [all, "all"],
    ] as const) {
      await stream.next(isSnapshot);
      stream.send({ type: "logs", slots: slots === "all" ? slots : [...slots] });
      await stream.next(isLogs);
    }
    process.kill(second ?? 0, "SIGUSR2");
    await vi.waitUntil(() => told(all).lines === 1, SOON);
    process.kill(first ?? 0, "SIGUSR2");
    await vi.waitUntil(() => told(all).lines === 2 && told(one).lines === 1, SOON);
    expect(told(one).entries).toMatchObject([
      { slot: 1, pid: first, generation: 1, stream: "stdout", text: "a single line" },
    ]);
    expect(told(all).entries.map(({ slot }) => slot)).toEqual([2, 1]);

    one.send({ type: "logs", slots: [] });
    one.send({ type: "ping", id: 1 });
    await one.next((message) => message.type === "pong");
    process.kill(first ?? 0, "SIGUSR2");
    await vi.waitUntil(() => told(all).lines === 3, SOON);
    expect(told(one).lines).toBe(1);

    const from = one.messages.length;
    one.send({ type: "logs", slots: [1] });
    const recent = await one.next(isLogs, from);
    expect(recent).toMatchObject({ recent: true, skipped: 0 });
    expect(recent.entries.map(textOf)).toEqual(["a single line", "a single line"]);
    for (const stream of [one, all]) stream.close();
  });

  test("may ask over HTTP, and are told what is wrong with a bad question", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("floods-stdout.js"), workers: 2 });
    const { workers } = await supervisor.serving(2);
    expect((await logsOf(supervisor, "?slot=2")).entries).toEqual([]);
    for (const { pid } of workers) {
      const from = supervisor.log.lines.length;
      process.kill(pid ?? 0, "SIGUSR2");
      await supervisor.log.next(isOutput("a single line"), from);
    }
    const page = await logsOf(supervisor, "");
    expect(Compile(LogPage).Errors(page)).toEqual([]);
    expect(page.epoch).toBe((await supervisor.state()).epoch);
    expect(page.entries.map(({ slot }) => slot)).toEqual([1, 2]);
    expect((await logsOf(supervisor, "?slot=2&lines=5")).entries.map(({ slot }) => slot)).toEqual([
      2,
    ]);
    expect((await logsOf(supervisor, "?lines=1")).entries.map(({ slot }) => slot)).toEqual([2]);
    for (const [query, status, detail] of [
      ["?slot=0", 400, '"slot" must be a whole number from 1 to 1040, given once.'],
      ["?slot=1&slot=2", 400, '"slot" must be a whole number from 1 to 1040, given once.'],
      ["?lines=1e2", 400, '"lines" must be a whole number from 1 to 1000, given once.'],
      ["?lines=1001", 400, '"lines" must be a whole number from 1 to 1000, given once.'],
      ["?slots=1", 400, 'The query takes "slot" and "lines", no "slots".'],
      ["?slot=9", 404, "There is no slot 9."],
    ] as const) {
      const answer = await supervisor.request(`${LOGS_PATH}${query}`);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(await answer.json()).toMatchObject({ status, detail });
    }
  });
});
