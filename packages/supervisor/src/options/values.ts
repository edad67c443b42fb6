import { availableParallelism } from "node:os";
import {
  BALANCES,
  MAX_SPARES,
  MAX_WORKERS,
  STICKY,
  type Balance,
  type Sticky,
} from "@clusterdeck/shared";
import { browserHost } from "./host-name.ts";
import { UsageError } from "./usage-error.ts";

/** Reads the text of one option. Throws a UsageError that names the option and what it takes. */
export type ValueReader<T> = (text: string, option: string) => T;

export const readWorkers: ValueReader<number> = (text, option) =>
  text === "max"
    ? availableParallelism()
    : readInteger(
        text,
        0,
        MAX_WORKERS,
        `${option} takes a number from 0 to ${MAX_WORKERS} or "max"`,
      );

export const readSpares: ValueReader<number> = (text, option) =>
  readInteger(text, 0, MAX_SPARES, `${option} takes a number from 0 to ${MAX_SPARES}`);

export const readBalance: ValueReader<Balance> = (text, option) => readWord(text, BALANCES, option);

export const readSticky: ValueReader<Sticky> = (text, option) => readWord(text, STICKY, option);

export const readPort: ValueReader<number> = (text, option) =>
  readInteger(text, 0, 65_535, `${option} takes a port from 0 to 65535`);

/** At most an hour: more is a slip of the hand. */
const LONGEST_MS = 3_600_000;

export const readMilliseconds: ValueReader<number> = (text, option) =>
  readInteger(text, 0, LONGEST_MS, `${option} takes whole milliseconds from 0 to ${LONGEST_MS}`);

export const readHost: ValueReader<string> = (text, option) => {
  if (/^[a-z0-9._:-]+$/i.test(text)) return text.toLowerCase();
  throw new UsageError(`${option} takes a host name or an address, not "${text}"`);
};

/** Without a port: a name is answered to at any. */
export const readAllowedHost: ValueReader<string> = (text, option) => {
  const host = browserHost(text);
  if (host !== null) return host;
  throw new UsageError(`${option} takes a host name or an address without a port, not "${text}"`);
};

const SHORTEST_TOKEN = 16;

export const readToken: ValueReader<string> = (text, option) => {
  // What a WebSocket subprotocol and a URL fragment can both carry unchanged.
  if (/^[\w.~-]+$/.test(text) && text.length >= SHORTEST_TOKEN) return text;
  throw new UsageError(
    `${option} takes at least ${SHORTEST_TOKEN} characters out of letters, digits and - _ . ~`,
  );
};

const SIZE_UNITS = { kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 } as const;

export const readSize: ValueReader<number> = (text, option) => {
  const match = /^(\d+(?:\.\d+)?)(kb|mb|gb)$/i.exec(text);
  const unit = match?.[2]?.toLowerCase() as keyof typeof SIZE_UNITS | undefined;
  if (match !== null && unit !== undefined && Number(match[1]) > 0) {
    return Number(match[1]) * SIZE_UNITS[unit];
  }
  throw new UsageError(`${option} takes a size such as 512mb or 2gb, not "${text}"`);
};

const DURATION_UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const readDuration: ValueReader<number> = (text, option) => {
  const match = /^(\d+(?:\.\d+)?)([smhd])$/i.exec(text);
  const unit = match?.[2]?.toLowerCase() as keyof typeof DURATION_UNITS_MS | undefined;
  if (match !== null && unit !== undefined && Number(match[1]) > 0) {
    return Number(match[1]) * DURATION_UNITS_MS[unit];
  }
  throw new UsageError(`${option} takes a duration such as 90s, 15m or 1h, not "${text}"`);
};

export const readCount: ValueReader<number> = (text, option) =>
  readInteger(text, 1, Number.MAX_SAFE_INTEGER, `${option} takes a whole number from 1 upward`);

export const readFileName: ValueReader<string> = (text) => text;

function readWord<Word extends string>(text: string, words: readonly Word[], option: string): Word {
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new UsageError(`${option} takes ${words.join(" or ")}, not "${text}"`);
}

function readInteger(text: string, least: number, most: number, takes: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${takes}, not "${text}"`);
}
