import { describe, expect, it } from "vitest";
import { LONGEST_LINE_BYTES } from "../../src/log/limits.ts";
import { countLineFeeds } from "../../src/process/line-feeds.ts";
import { createOutputBudget, type OutputRate } from "../../src/process/output-budget.ts";
import { createOutputLines, CUT_MARK } from "../../src/process/output-lines.ts";
import { seeded } from "@clusterdeck/testkit";

const AMPLE: OutputRate = {
  linesPerSecond: 1e9,
  burstLines: 1e9,
  bytesPerSecond: 1e9,
  burstBytes: 1e9,
};

/** What is told, in its order: a line as text, dropped lines as their number. */
function capture(rate: Partial<OutputRate> = {}) {
  const told: (string | number)[] = [];
  const output = createOutputLines(createOutputBudget({ ...AMPLE, ...rate }), {
    lines: (lines) => told.push(...lines),
    dropped: (count) => told.push(count),
  });
  return {
    told,
    output,
    push: (chunk: string | Buffer, nowMs = 0) => output.push(Buffer.from(chunk), nowMs),
  };
}

function collect(...chunks: (string | Buffer)[]) {
  const { told, output, push } = capture();
  for (const chunk of chunks) push(chunk);
  output.end();
  return told;
}

describe("a worker's output as lines", () => {
  it("joins what comes in pieces and keeps a last line without a line feed", () => {
    expect(collect("one\ntw", "o\r\nthree")).toEqual(["one", "two", "three"]);
  });

  it("joins a character that is split between chunks, wherever it is split", () => {
    const bytes = Buffer.from("grüße 🎉\n");
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(collect(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(["grüße 🎉"]);
    }
    expect(collect(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(["grüße 🎉"]);
  });

  it("cuts an endless line once, marks it, and goes on with the next", () => {
    const lines = collect("x".repeat(5 * LONGEST_LINE_BYTES), "y".repeat(100), "\nnext\n");
    expect(lines).toEqual(["x".repeat(LONGEST_LINE_BYTES) + CUT_MARK, "next"]);
  });

  it("keeps a line that is just as long as may be, in one piece or in two", () => {
    const line = "x".repeat(LONGEST_LINE_BYTES);
    expect(collect(`${line}\n`)).toEqual([line]);
    expect(collect(line, "\n")).toEqual([line]);
    expect(collect(line, "y\n")).toEqual([line + CUT_MARK]);
  });

  it("never cuts in the middle of a character", () => {
    for (let lead = 0; lead < 4; lead += 1) {
      const [line] = collect(`${"x".repeat(lead)}${"🎉".repeat(LONGEST_LINE_BYTES)}`);
      expect(line).toMatch(/^x*(?:🎉)+ … \(line cut\)$/u);
    }
  });

  it("keeps empty lines, and makes a replacement of what is no UTF-8", () => {
    expect(collect("a\n\nb\n")).toEqual(["a", "", "b"]);
    expect(collect(Buffer.from([0xff, 0x0a, 0xc3, 0x0a]))).toEqual(["\uFFFD", "\uFFFD"]);
  });
});

describe("output that comes too fast", () => {
  it("is counted beyond the burst, and told before the next line that is kept", () => {
    const { told, push } = capture({ linesPerSecond: 2, burstLines: 3 });
    push("1\n2\n3\n4\n5\n6\n");
    push("7\n", 900);
    push("8\n", 1000);
    expect(told).toEqual(["1", "2", "3", 4, "8"]);
  });

  it("is limited in bytes too", () => {
    const { told, output, push } = capture({ bytesPerSecond: 10, burstBytes: 10 });
    push(`${"x".repeat(8)}\n${"y".repeat(8)}\nz\n`);
    output.tellDropped();
    expect(told).toEqual(["xxxxxxxx", "yyyyyyyy", 1]);
  });

  it("that began while nothing was taken is dropped whole, though there is room at its end", () => {
    const { told, output, push } = capture({ linesPerSecond: 1, burstLines: 1 });
    push("first\nsec");
    push("ond\nthird\n", 2000);
    output.end();
    expect(told).toEqual(["first", 1, "third"]);
  });

  it("leaves a line whole that began while there was room", () => {
    const { told, output, push } = capture({ linesPerSecond: 1, burstLines: 2 });
    push("first\nsec");
    push("ond\nthird");
    output.end();
    expect(told).toEqual(["first", "second", 1]);
  });

  it("may end in the middle of a line that was cut", () => {
    const { told, output, push } = capture({ linesPerSecond: 1, burstLines: 1 });
    push("x".repeat(LONGEST_LINE_BYTES + 1));
    push("more\nlost\n");
    push("kept\n", 1000);
    output.end();
    expect(told).toEqual(["x".repeat(LONGEST_LINE_BYTES) + CUT_MARK, 1, "kept"]);
  });

  it("is told once when nothing else comes", () => {
    const { told, output, push } = capture({ linesPerSecond: 1, burstLines: 1 });
    push("a\nb\nc\n");
    expect(output.untold()).toBe(2);
    output.tellDropped();
    output.tellDropped();
    output.end();
    expect(told).toEqual(["a", 2]);
  });

  it("is kept or counted line for line, whatever the lines, the chunks and the times (seeded)", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      const { told, output, push } = capture({ linesPerSecond: 40, burstLines: 60 });
      const lines = Array.from(
        { length: 300 },
        (_, index) => `${index}:${"é".repeat(random() * 9)}`,
      );
      const bytes = Buffer.from(`${lines.join("\n")}\n`);
      let nowMs = 0;
      for (let from = 0; from < bytes.length;) {
        const to = from + 1 + Math.floor(random() * 90);
        push(bytes.subarray(from, to), nowMs);
        if (random() < 0.1) output.tellDropped();
        nowMs += random() * 120;
        from = to;
      }
      output.end();
      let next = 0;
      const wrong = told.filter((one) => {
        const place = next;
        next += typeof one === "number" ? one : 1;
        return typeof one === "string" && one !== lines[place];
      });
      expect({ seed, next, wrong }).toEqual({ seed, next: lines.length, wrong: [] });
      expect(told.some((one) => typeof one === "number")).toBe(true);
    }
  });
});

describe("the budget of a stream", () => {
  it("keeps as many lines over time as its rate allows, in stretches", () => {
    const budget = createOutputBudget({ ...AMPLE, linesPerSecond: 100, burstLines: 300 });
    let kept = 0;
    let openings = 0;
    let wasOpen = false;
    for (let nowMs = 0; nowMs <= 10_000; nowMs += 1) {
      const isOpen = budget.isOpen(nowMs);
      if (isOpen) budget.spend(1);
      if (isOpen) kept += 1;
      if (isOpen && !wasOpen) openings += 1;
      wasOpen = isOpen;
    }
    expect(kept).toBeGreaterThan(1_150);
    expect(kept).toBeLessThanOrEqual(1_300);
    expect(openings).toBeLessThan(12);
  });
});

describe("counting line feeds", () => {
  it("finds every one, near and far apart", () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = seeded(seed);
      const parts = Array.from({ length: 200 }, () =>
        "x".repeat(random() < 0.5 ? random() * 4 : random() * 1500),
      );
      expect(countLineFeeds(Buffer.from(parts.join("\n")), 0), `seed ${seed}`).toBe(199);
    }
    expect(countLineFeeds(Buffer.from("a\n\n\nb\n"), 3)).toBe(2);
    expect(countLineFeeds(Buffer.alloc(0), 0)).toBe(0);
  });
});
