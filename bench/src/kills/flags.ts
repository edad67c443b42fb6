import { parseArgs } from "node:util";

export interface Flags {
  readonly kills: number;
  /** What the kills are spread over. */
  readonly seconds: number;
  readonly workers: number;
  readonly seed: number;
  readonly write: boolean;
}

const OPTIONS = {
  kills: { type: "string", default: "1000" },
  seconds: { type: "string", default: "90" },
  workers: { type: "string", default: "4" },
  seed: { type: "string" },
  write: { type: "boolean", default: false },
} as const;

/** @throws {Error} when a flag or a value is not one */
export function readFlags(argv: readonly string[], random: () => number): Flags {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  return {
    kills: countOf("kills", values.kills),
    seconds: countOf("seconds", values.seconds),
    workers: countOf("workers", values.workers),
    seed: values.seed === undefined ? Math.floor(random() * 2 ** 31) : countOf("seed", values.seed),
    write: values.write,
  };
}

function countOf(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${flag}=${text}: give a whole number`);
  return Number(text);
}
