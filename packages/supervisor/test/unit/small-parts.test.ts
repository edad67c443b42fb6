import { describe, expect, it } from "vitest";
import { keepsEntryUrl } from "../../src/agent/entry-flags.ts";
import { fatalLine } from "../../src/agent/fatal.ts";
import { clean } from "../../src/log/clean.ts";
import { createLogger } from "../../src/log/logger.ts";
import { connectionLimit } from "../../src/http/connection-limit.ts";
import { parseClientMessage, parseCommand, parseJson } from "../../src/stream/parse-message.ts";
import { createRateLimit } from "../../src/stream/rate-limit.ts";

describe("an uncaught error in one line", () => {
  it("names the error and the app's own file and line", () => {
    const error = new TypeError("no such thing\nsecond line");
    error.stack =
      "TypeError: no such thing\n    at f (/app/node_modules/x/i.js:9:1)\n    at g (/app/src/config.js:12:5)";
    expect(fatalLine(error)).toBe("TypeError: no such thing (config.js:12)");
  });

  it("takes anything that can be thrown", () => {
    expect(fatalLine("a string")).toBe("Uncaught a string");
    expect(fatalLine(undefined)).toBe("Uncaught undefined");
  });
});

const source = { slot: 1, pid: 7, generation: 2, stream: "stdout" } as const;
describe("the dashboard's share of the descriptors", () => {
  it.each([
    [null, 1024],
    [1_048_576, 1024],
    [1024, 256],
    [64, 16],
    [20, 8],
  ])("of %j is %i connections", (openFiles, connections) => {
    expect(connectionLimit(openFiles)).toBe(connections);
  });
});

describe("the log", () => {
  it("lets colours through to the terminal and no other control sequence", () => {
    const red = "\u001B[31mred\u001B[0m \u001B[38:5:1mtoo\u001B[m";
    expect(clean(`${red}\u001B]0;title\u0007\u001B[2J\u001B[?25l\u009B1Ax\u0000\ty\r`)).toBe(
      `${red}1Ax\ty`,
    );
  });

  it("keeps the text after a sequence that never ends", () => {
    expect(clean("a\u001B]0;title that is none")).toBe("a]0;title that is none");
    const many = "\u001B]x\u001B[1;".repeat(2_000);
    expect(clean(many)).toBe("]x[1;".repeat(2_000));
  });

  it("drops lines that a slow terminal cannot take, and says how many", () => {
    const written: string[] = [];
    const sink = { writableLength: 0, write: (text: string) => written.push(text) };
    const logger = createLogger(false, sink, sink, () => new Date(0));
    sink.writableLength = 2 ** 21;
    logger.output(source, ["lost", "lost"]);
    logger.output(source, ["lost"]);
    sink.writableLength = 0;
    logger.output(source, ["kept", "too"]);
    expect(written).toEqual([
      "clusterdeck: 3 lines dropped, the terminal is too slow\n[1] kept\n[1] too\n",
    ]);
  });

  it("has room for its own words when the workers' lines have filled theirs", () => {
    const written: string[] = [];
    const sink = { writableLength: 2 ** 20 + 1, write: (text: string) => written.push(text) };
    const logger = createLogger(false, sink, sink, () => new Date(0));
    logger.output(source, ["lost"]);
    logger.say("started", "told");
    expect(written).toEqual(["clusterdeck: 1 line dropped, the terminal is too slow\ntold\n"]);
  });

  it("is one object a line for programs, whatever a worker wrote", () => {
    const written: string[] = [];
    const sink = { writableLength: 0, write: (text: string) => written.push(text) };
    const logger = createLogger(true, sink, sink, () => new Date(0));
    logger.output(source, ['say "hi"', "ü"]);
    const objects = written.join("").trimEnd().split("\n");
    expect(objects.map((one) => JSON.parse(one) as unknown)).toEqual([
      { time: "1970-01-01T00:00:00.000Z", event: "output", ...source, line: 'say "hi"' },
      { time: "1970-01-01T00:00:00.000Z", event: "output", ...source, line: "ü" },
    ]);
  });

  it("tells dropped lines, for people and for programs", () => {
    const written: string[] = [];
    const sink = { writableLength: 0, write: (text: string) => written.push(text) };
    createLogger(false, sink, sink, () => new Date(0)).outputDropped(source, 48_211);
    createLogger(true, sink, sink, () => new Date(0)).outputDropped(source, 48_211);
    expect(written[0]).toBe(
      "[1] 48,211 lines dropped: more than 5,000 lines or 1,024 KiB a second\n",
    );
    expect(JSON.parse(written[1] ?? "")).toEqual({
      time: "1970-01-01T00:00:00.000Z",
      event: "output-dropped",
      ...source,
      lines: 48_211,
    });
  });
});

describe("a message from a client", () => {
  it("is looked up in a closed set", () => {
    for (const type of ["constructor", "__proto__", "toString", "explode", 7, null]) {
      expect(parseCommand({ type })).toMatchObject({
        ok: false,
        error: { code: "invalid-command" },
      });
    }
  });

  it("may carry no prototype", () => {
    expect(parseJson('{"type":"fork","__proto__":{"a":1}}')).toMatchObject({ ok: false });
  });

  it.each([
    [{ type: "kill" }],
    [{ type: "kill", slot: "1" }],
    [{ type: "kill", slot: 1, signal: "SIGUSR1" }],
    [{ type: "scale", target: -1 }],
    [{ type: "scale", target: 1.5 }],
    [{ type: "fork", extra: true }],
    [{ type: "fork", id: "" }],
  ])("%j is refused as an invalid command", (message) => {
    expect(parseCommand(message)).toMatchObject({ ok: false, error: { code: "invalid-command" } });
  });

  it.each([[null], [[]], ["fork"], [3]])("%j is malformed", (message) => {
    expect(parseCommand(message)).toMatchObject({ ok: false, error: { code: "malformed" } });
  });

  it("may be a command or what keeps the stream going", () => {
    expect(parseClientMessage({ type: "ack", seq: 4 }).ok).toBe(true);
    expect(parseClientMessage({ type: "kill", slot: 3, generation: 2, signal: "SIGTERM" }).ok).toBe(
      true,
    );
    expect(parseClientMessage({ type: "ack", seq: -1 }).ok).toBe(false);
  });

  it.each([["all"], [[]], [[1, 3]]])("may ask for the logs and the conversation of %j", (slots) => {
    expect(parseClientMessage({ type: "logs", slots }).ok).toBe(true);
    expect(parseClientMessage({ type: "conversation", slots }).ok).toBe(true);
  });

  it.each([
    [{}],
    [{ slots: "every" }],
    [{ slots: 3 }],
    [{ slots: [0] }],
    [{ slots: [1, 1] }],
    [{ slots: [1.5] }],
    [{ slots: Array.from({ length: 1041 }, (_, index) => index + 1) }],
    [{ slots: "all", more: true }],
  ])("may not ask for logs as %j", (fields) => {
    expect(parseClientMessage({ type: "logs", ...fields })).toMatchObject({
      ok: false,
      error: { code: "invalid-command" },
    });
  });
});

describe("the rate of messages", () => {
  it("lets a burst through, then twenty a second", () => {
    const limit = createRateLimit(20, 40);
    const allowed = Array.from({ length: 50 }, () => limit.allow(0)).filter(Boolean);
    expect(allowed).toHaveLength(40);
    expect(limit.allow(10)).toBe(false);
    expect(limit.allow(100)).toBe(true);
  });
});

describe("flags of Node", () => {
  it.each([
    ["--max-old-space-size=128", true],
    ["--enable-source-maps --trace-warnings", true],
    ["", true],
    ["--import=tsx", false],
    ["--no-warnings -r ./setup.js", false],
    ["--experimental-loader=./l.mjs", false],
    ["--preserve-symlinks-main", false],
  ])("%j leave the entry its own URL: %s", (flags, isKept) => {
    expect(keepsEntryUrl(flags)).toBe(isKept);
  });
});
