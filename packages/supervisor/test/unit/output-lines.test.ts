import { describe, expect, it } from "vitest";
import { createOutputLines, LONGEST_LINE_CHARACTERS } from "../../src/process/output-lines.ts";

const collect = (...chunks: (string | Buffer)[]) => {
  const lines: string[] = [];
  const output = createOutputLines((line) => lines.push(line));
  for (const chunk of chunks) output.push(Buffer.from(chunk));
  output.end();
  return lines;
};

describe("a worker's output as lines", () => {
  it("joins what comes in pieces and keeps a last line without a line feed", () => {
    expect(collect("one\ntw", "o\r\nthree")).toEqual(["one", "two", "three"]);
  });

  it("joins a character that is split between two chunks", () => {
    const bytes = Buffer.from("grüße 🎉\n");
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(collect(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(["grüße 🎉"]);
    }
  });

  it("cuts an endless line once, marks it, and goes on with the next", () => {
    const lines = collect("x".repeat(5 * LONGEST_LINE_CHARACTERS), "y".repeat(100), "\nnext\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toHaveLength(LONGEST_LINE_CHARACTERS + " … (line cut)".length);
    expect(lines[1]).toBe("next");
  });

  it("keeps empty lines", () => {
    expect(collect("a\n\nb\n")).toEqual(["a", "", "b"]);
  });
});
