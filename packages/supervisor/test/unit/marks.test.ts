import { describe, expect, it } from "vitest";
import { createMarks } from "../../src/stream/marks.ts";

describe("a mark", () => {
  it("arrives once, by the name that was sent and no other", () => {
    const sent: string[] = [];
    const marks = createMarks((name) => sent.push(name));
    let arrivals = 0;
    marks.send(() => (arrivals += 1));
    const [name = ""] = sent;
    expect(marks.arrived("")).toBe(false);
    expect(marks.arrived("1")).toBe(false);
    expect(marks.arrived(name)).toBe(true);
    expect(marks.arrived(name)).toBe(false);
    expect(arrivals).toBe(1);
  });

  it("has a name that nobody can tell beforehand, short enough for a ping", () => {
    const sent: string[] = [];
    const marks = createMarks((name) => sent.push(name));
    for (let count = 0; count < 1_000; count += 1) marks.send(() => {});
    expect(new Set(sent).size).toBe(1_000);
    expect(sent.every((name) => /^[\w-]{12}$/.test(name))).toBe(true);
  });
});
