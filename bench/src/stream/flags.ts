import { parseArgs } from "node:util";

/** What `pnpm bench stream` measures, in this order. */
export const PARTS = ["crowd", "hour", "stalled", "first-view"] as const;
export type Part = (typeof PARTS)[number];

export interface Flags {
  readonly parts: readonly Part[];
  readonly write: boolean;
}

const OPTIONS = {
  only: { type: "string", multiple: true },
  write: { type: "boolean", default: false },
} as const;

/** @throws {Error} with the valid words when a flag or a value is not one */
export function readFlags(argv: readonly string[]): Flags {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const parts = values.only?.map(partNamed) ?? PARTS;
  if (values.write && parts.length < PARTS.length) {
    throw new Error("--write: writes all figures, so it cannot go with --only");
  }
  return { parts, write: values.write };
}

function partNamed(name: string): Part {
  const part = PARTS.find((each) => each === name);
  if (part !== undefined) return part;
  throw new Error(`--only=${name}: there are ${PARTS.join(", ")}`);
}
