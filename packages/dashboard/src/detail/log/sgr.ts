/**
 * Colours in a line of output (SGR, ECMA-48 8.3.117) as spans of one style. Pure. Colours are those of
 * the theme, which can be read on it, whatever shade the app has asked for.
 */

export type SgrColor = "gray" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan" | "white";

export interface SgrStyle {
  readonly fg: SgrColor | null;
  readonly bg: SgrColor | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly inverse: boolean;
}

export interface Span {
  readonly text: string;
  readonly style: SgrStyle;
}

export const PLAIN: SgrStyle = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

// eslint-disable-next-line no-control-regex -- control sequences are what is looked for
const SEQUENCE = /\u001B\[([0-9;:]*)m/;

/** Each line begins plain, whatever the one before it left on. */
export function parseSgr(text: string): readonly Span[] {
  // Split by a pattern with a group: text, parameters, text, parameters, … text.
  const parts = text.split(SEQUENCE);
  const spans: Span[] = [];
  let style = PLAIN;
  parts.forEach((part, index) => {
    if (index % 2 === 1) style = styleAfter(style, part);
    else if (part !== "") spans.push({ text: part, style });
  });
  return spans;
}

function styleAfter(before: SgrStyle, parameters: string): SgrStyle {
  let style = before;
  const codes = parameters.split(";");
  while (codes.length > 0) {
    const [code = "", ...sub] = (codes.shift() ?? "").split(":");
    const layer = code === "38" ? "fg" : code === "48" ? "bg" : null;
    // With semicolons a colour's own numbers stand among the codes that follow.
    if (layer === null) style = withCode(style, Number(code), sub);
    else style = { ...style, [layer]: extended(sub.length > 0 ? withoutSpace(sub) : codes) };
  }
  return style;
}

function withCode(style: SgrStyle, code: number, sub: readonly string[]): SgrStyle {
  if (code === 0) return PLAIN;
  const flags = FLAGS[code];
  // "4:0" is no underline at all, all others of its kind are one.
  if (code === 4 && sub[0] === "0") return { ...style, underline: false };
  if (flags !== undefined) return { ...style, ...flags };
  const color = BASE[code % 10];
  switch (Math.floor(code / 10)) {
    case 3:
      return { ...style, fg: code === 39 ? null : (color ?? style.fg) };
    case 4:
      return { ...style, bg: code === 49 ? null : (color ?? style.bg) };
    case 9:
      return { ...style, fg: color ?? style.fg };
    case 10:
      return { ...style, bg: color ?? style.bg };
    default:
      return style;
  }
}

/** Takes the numbers of a 256 or true colour from the front of `codes`. */
function extended(codes: string[]): SgrColor | null {
  const kind = codes.shift();
  if (kind === "5") return ofPalette(Number(codes.shift()));
  if (kind !== "2") return null;
  const [red = 0, green = 0, blue = 0] = codes.splice(0, 3).map(Number);
  return nearest(red, green, blue);
}

/** "2:<colour space>:r:g:b" has one number more than "2;r;g;b". */
function withoutSpace(sub: string[]): string[] {
  return sub[0] === "2" && sub.length >= 5 ? ["2", ...sub.slice(2)] : sub;
}

const FLAGS: Readonly<Record<number, Partial<SgrStyle>>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
};

/** Black could not be seen on the dark theme; gray can on both. */
const BASE: readonly SgrColor[] = [
  "gray",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "white",
];

const CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

function ofPalette(number: number): SgrColor | null {
  if (!Number.isInteger(number) || number < 0 || number > 255) return null;
  if (number < 16) return BASE[number % 8] ?? null;
  if (number >= 232) return nearestGray(8 + (number - 232) * 10);
  const cell = number - 16;
  const level = (digit: number) => CUBE_LEVELS[digit % 6] ?? 0;
  return nearest(level(Math.floor(cell / 36)), level(Math.floor(cell / 6)), level(cell));
}

/** Where each colour ends on the circle of hues, in degrees. */
const HUES: readonly (readonly [number, SgrColor])[] = [
  [20, "red"],
  [70, "yellow"],
  [165, "green"],
  [200, "cyan"],
  [260, "blue"],
  [335, "magenta"],
  [360, "red"],
];

function nearest(red: number, green: number, blue: number): SgrColor {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  // With so little of a hue it is seen as none.
  if (range < 40) return nearestGray(most);
  const sixth =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return HUES.find(([end]) => sixth * 60 <= end)?.[1] ?? "red";
}

function nearestGray(lightness: number): SgrColor {
  return lightness < 160 ? "gray" : "white";
}
