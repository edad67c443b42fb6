import { describe, expect, it } from "vitest";
import { fatalLine } from "../../src/agent/fatal.ts";
import { connectionLimit } from "../../src/http/connection-limit.ts";
import { clean, createLogger } from "../../src/log/logger.ts";
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
    expect(clean("\u001B[31mred\u001B[0m \u001B]0;title\u0007\u001B[2Jx")).toBe(
      "\u001B[31mred\u001B[0m ]0;title[2Jx",
    );
  });

  it("drops lines that a slow terminal cannot take, and says how many", () => {
    const written: string[] = [];
    const sink = { writableLength: 0, write: (text: string) => written.push(text) };
    const logger = createLogger(false, sink, sink, () => new Date(0));
    sink.writableLength = 2 ** 21;
    for (let line = 0; line < 3; line += 1) logger.output(1, 1, "stdout", "lost");
    sink.writableLength = 0;
    logger.output(1, 1, "stdout", "kept");
    expect(written).toEqual([
      "clusterdeck: 3 lines dropped, the terminal is too slow\n",
      "[1] kept\n",
    ]);
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
