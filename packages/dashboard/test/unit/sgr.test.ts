import { expect, test } from "vitest";
import { parseSgr, PLAIN, type SgrStyle } from "../../src/detail/log/sgr.ts";

const ESC = "\u001B";
/** What is set, of each span: a style in short. */
const styles = (text: string) =>
  parseSgr(text).map(({ text: part, style }) => [part, differing(style)] as const);
const differing = (style: SgrStyle) =>
  Object.fromEntries(
    Object.entries(style).filter(([, value]) => value !== null && value !== false),
  );
const colorOf = (codes: string) => parseSgr(`${ESC}[${codes}mx`)[0]?.style.fg;

test("a line without colours is one plain span, whatever markup it holds", () => {
  const markup = "<img src=x onerror=alert(1)> [31m";
  expect(parseSgr(markup)).toEqual([{ text: markup, style: PLAIN }]);
  expect(parseSgr("")).toEqual([]);
});

test("colours and weights begin and end where the app has said so", () => {
  expect(styles(`a${ESC}[31mb${ESC}[1;4mc${ESC}[22md${ESC}[39me${ESC}[0mf`)).toEqual([
    ["a", {}],
    ["b", { fg: "red" }],
    ["c", { fg: "red", bold: true, underline: true }],
    ["d", { fg: "red", underline: true }],
    ["e", { underline: true }],
    ["f", {}],
  ]);
  // No number at all is a reset.
  expect(styles(`${ESC}[41;7mx${ESC}[my`)).toEqual([
    ["x", { bg: "red", inverse: true }],
    ["y", {}],
  ]);
  expect(styles(`${ESC}[4mx${ESC}[4:0my${ESC}[4:3mz`)).toEqual([
    ["x", { underline: true }],
    ["y", {}],
    ["z", { underline: true }],
  ]);
});

test("bright colours are the theme's too, and black is a gray that can be seen", () => {
  expect(colorOf("92")).toBe("green");
  expect(colorOf("30")).toBe("gray");
  expect(colorOf("90")).toBe("gray");
  expect(parseSgr(`${ESC}[103mx`)[0]?.style.bg).toBe("yellow");
});

test("a shade of 256 or of millions becomes the nearest of the theme", () => {
  expect(colorOf("38;5;9")).toBe("red");
  expect(colorOf("38;5;208")).toBe("yellow");
  expect(colorOf("38;5;21")).toBe("blue");
  expect(colorOf("38;5;244")).toBe("gray");
  expect(colorOf("38;5;255")).toBe("white");
  expect(colorOf("38;2;255;105;180")).toBe("magenta");
  expect(colorOf("38:2:0:128:0")).toBe("green");
  expect(colorOf("38:2::0:200:200")).toBe("cyan");
  // What follows a colour's own numbers counts as ever.
  expect(styles(`${ESC}[38;5;1;1mx`)).toEqual([["x", { fg: "red", bold: true }]]);
});

test("numbers that make no sense change nothing, and cost no letter", () => {
  for (const codes of ["38", "38;5", "38;5;999", "38;9;1", "999", ";;;", "48:7"]) {
    expect(parseSgr(`${ESC}[${codes}mtext`).map(({ text }) => text)).toEqual(["text"]);
  }
  expect(colorOf("38;5;999")).toBeNull();
});
