import { parseArgs } from "node:util";
import { endTogether } from "@clusterdeck/testkit";
import { tableOf, tellMissed, type Figure } from "./figure.ts";
import { flagsOrEnd } from "./flags-or-end.ts";
import { machine } from "./machine.ts";
import { writeSection, type Section } from "./readme.ts";

/** The parts of a suite by their names, in the order in which they are measured. */
export type Measures = Readonly<Record<string, () => Promise<readonly Figure[]>>>;

interface Flags {
  readonly parts: readonly string[];
  readonly write: boolean;
}

const OPTIONS = {
  only: { type: "string", multiple: true },
  write: { type: "boolean", default: false },
} as const;

/** Measures the parts that the command line names, all without a name, and tells of them in a table. */
export async function runSuite(measures: Measures, section: Section): Promise<void> {
  endTogether();
  const flags = flagsOrEnd((argv) => readFlags(Object.keys(measures), argv));
  const figures: Figure[] = [];
  for (const part of flags.parts) {
    console.log(part);
    figures.push(...((await measures[part]?.()) ?? []));
  }
  const report = [`${machine()}.`, "", ...tableOf(figures)].join("\n");
  console.log(report);
  if (flags.write) writeSection(section, report);
  process.exitCode = tellMissed(figures) ? 1 : 0;
}

/** @throws {Error} with the valid words when a flag or a value is not one */
function readFlags(all: readonly string[], argv: readonly string[]): Flags {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const unknown = values.only?.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`--only=${unknown}: there are ${all.join(", ")}`);
  const parts = values.only ?? all;
  if (values.write && parts.length < all.length) {
    throw new Error("--write: writes all figures, so it cannot go with --only");
  }
  return { parts, write: values.write };
}
