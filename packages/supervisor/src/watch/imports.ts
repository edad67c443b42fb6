/** `from "…"`, `import "…"`, `import("…")`, `require("…")`: with a text that stands there as it is. */
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'])([^"'\n]+)\1/g;

/**
 * What a module names, as it names it. One that stands in a comment is found too: it does no harm,
 * since what it leads to is watched and no more.
 */
export function importsOf(text: string): string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].flatMap(([, , name]) => name ?? []))];
}

const EXTENSIONS = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", ".json"];
/** TypeScript names what it will become: `./a.js` may be `a.ts`. */
const BECOMES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, [".ts", ".tsx"]],
  [/\.mjs$/, [".mts"]],
  [/\.cjs$/, [".cts"]],
];

/** The files that a path may stand for, the likeliest first. */
export function candidatesOf(path: string): string[] {
  const sources = BECOMES.flatMap(([ending, others]) =>
    ending.test(path) ? others.map((other) => path.replace(ending, other)) : [],
  );
  const completed = EXTENSIONS.flatMap((extension) => [
    path + extension,
    `${path}/index${extension}`,
  ]);
  return [path, ...sources, ...completed];
}
