import { parseArgs } from "node:util";
import { KINDS, type Kind } from "./kinds.ts";

export interface Flags {
  readonly reloads: number;
  readonly scaleDowns: number;
  readonly recyclings: number;
  /** In each scenario. */
  readonly requests: number;
  readonly workers: readonly number[];
  readonly kinds: readonly Kind[];
  readonly withPm2: boolean;
  readonly write: boolean;
}

const OPTIONS = {
  reloads: { type: "string", default: "20" },
  "scale-downs": { type: "string", default: "50" },
  recyclings: { type: "string", default: "20" },
  requests: { type: "string", default: "100000" },
  workers: { type: "string", default: "2,8" },
  only: { type: "string", multiple: true },
  pm2: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
} as const;

/** @throws {Error} with the valid words when a flag or a value is not one */
export function readFlags(argv: readonly string[]): Flags {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  return {
    reloads: countOf("reloads", values.reloads),
    scaleDowns: countOf("scale-downs", values["scale-downs"]),
    recyclings: countOf("recyclings", values.recyclings),
    requests: countOf("requests", values.requests),
    workers: values.workers.split(",").map((count) => countOf("workers", count)),
    kinds: values.only?.map(kindNamed) ?? KINDS,
    withPm2: values.pm2,
    write: values.write,
  };
}

/** By the beginning of its name. */
function kindNamed(start: string): Kind {
  const kind = KINDS.find(({ name }) => name.toLowerCase().startsWith(start.toLowerCase()));
  if (kind !== undefined) return kind;
  throw new Error(`--only=${start}: there are ${KINDS.map(({ name }) => name).join("; ")}`);
}

function countOf(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${flag}=${text}: give a whole number`);
  return Number(text);
}
