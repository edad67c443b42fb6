import { readFileSync, writeFileSync } from "node:fs";

const README = new URL("../README.md", import.meta.url);

/** The two lines between which a suite keeps its figures in bench/README.md. */
export interface Section {
  readonly begin: string;
  readonly end: string;
}

/** Puts the figures in the place of the section's earlier ones. */
export function writeSection({ begin, end }: Section, figures: string): void {
  const readme = readFileSync(README, "utf8");
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`bench/README.md has no "${begin}" before "${end}"`);
  const text = `${begin}\n\n${figures}\n\n${end}`;
  writeFileSync(README, readme.slice(0, from) + text + readme.slice(to + end.length));
}
