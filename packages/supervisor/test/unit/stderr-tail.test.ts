import { describe, expect, it } from "vitest";
import { STDERR_TAIL_BYTES } from "../../src/log/limits.ts";
import { CUT_MARK } from "../../src/process/output-lines.ts";
import { createStderrTail } from "../../src/process/stderr-tail.ts";

const tailOf = (...chunks: (string | Buffer)[]) => {
  const tail = createStderrTail();
  for (const chunk of chunks) tail.push(Buffer.from(chunk));
  return tail.lines();
};

describe("the end of a process's stderr", () => {
  it("is nothing when nothing was written, and keeps a last line without a line feed", () => {
    expect(tailOf()).toEqual([]);
    expect(tailOf("one\ntw", "o")).toEqual(["one", "two"]);
  });

  it("is the last 50 lines, oldest first", () => {
    const lines = Array.from({ length: 80 }, (_, index) => `line ${index}`);
    expect(tailOf(...lines.map((line) => `${line}\n`))).toEqual(lines.slice(-50));
  });

  it("holds the error after a flood in chunks of any size", () => {
    for (const size of [99, 4_096, 65_536, 200_000]) {
      const tail = createStderrTail();
      for (let written = 0; written < 600_000; written += size) {
        tail.push(
          Buffer.from(
            "ü"
              .repeat(49)
              .concat("\n")
              .repeat(Math.ceil(size / 99)),
          ),
        );
      }
      tail.push(Buffer.from("Error: at last\n"));
      const lines = tail.lines();
      expect(lines).toHaveLength(50);
      expect(lines.at(-1)).toBe("Error: at last");
      expect(new Set(lines.slice(0, -1))).toEqual(new Set(["ü".repeat(49)]));
    }
  });

  it("is bounded in characters, and of each line", () => {
    const long = "x".repeat(3_000);
    const lines = tailOf(`${long}\n`.repeat(20));
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe("x".repeat(2_048) + CUT_MARK);
  });

  it("does not begin with half a line, unless there is no other", () => {
    const half = "x".repeat(STDERR_TAIL_BYTES + 10);
    expect(tailOf(`${half}\nwhole\n`)).toEqual(["whole"]);
    expect(tailOf(half)).toEqual(["x".repeat(2_048) + CUT_MARK]);
    expect(tailOf(`x${"é".repeat(STDERR_TAIL_BYTES)}`)[0]).toMatch(/^é+ … \(line cut\)$/u);
    expect(tailOf("é".repeat(STDERR_TAIL_BYTES), "x")[0]).toMatch(/^é+ … \(line cut\)$/u);
  });

  it("holds no sequence that drives a terminal", () => {
    expect(tailOf("\u001B[2J\u001B[31mError: red\u001B[0m\n")).toEqual(["Error: red"]);
  });
});
