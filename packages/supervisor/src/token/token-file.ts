import { randomBytes } from "node:crypto";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

export interface KeptToken {
  readonly token: string;
  /** Null when it could not be kept: then it holds for this run alone. */
  readonly file: string | null;
}

const TOKEN = /^[\w-]{43}$/;

export function tokenFile(environment: NodeJS.ProcessEnv): string {
  const state = environment["XDG_STATE_HOME"] || join(homedir(), ".local", "state");
  return join(state, "clusterdeck", "token");
}

/** The user's token: 256 bits, made once, readable by the user alone, the same in every run. */
export function keptToken(file: string): KeptToken {
  const known = read(file);
  if (known !== null) {
    try {
      // An older umask or a copy may have opened it to others.
      chmodSync(file, 0o600);
    } catch {
      // Not ours to change; it is still the token.
    }
    return { token: known, file };
  }
  const token = newToken();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return made(file, token);
  } catch {
    const theirs = read(file);
    return theirs === null ? replaced(file, token) : { token: theirs, file };
  }
}

/**
 * Of two supervisors that start together one makes the file and the other reads it, whole.
 *
 * @throws where there is one already, or none can be made this way
 */
function made(file: string, token: string): KeptToken {
  const beside = written(file, token);
  try {
    linkSync(beside, file);
    return { token, file };
  } finally {
    unlinkSync(beside);
  }
}

/** Puts a new token into the place of the kept one. `file` is null when it cannot be written. */
export function rotatedToken(file: string): KeptToken {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch {
    return { token: newToken(), file: null };
  }
  return replaced(file, newToken());
}

/** What a supervisor that runs looks at. Null where there is no token. */
export async function readKeptToken(file: string): Promise<string | null> {
  try {
    return tokenIn(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** In one step: who reads meanwhile sees the old one or the new one, and never half of it. */
function replaced(file: string, token: string): KeptToken {
  try {
    renameSync(written(file, token), file);
    return { token, file };
  } catch {
    return { token, file: null };
  }
}

/** @returns where it is: beside the file, which is not touched */
function written(file: string, token: string): string {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(beside, `${token}\n`, { mode: 0o600, flag: "wx" });
  return beside;
}

function read(file: string): string | null {
  try {
    return tokenIn(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function tokenIn(text: string): string | null {
  const token = text.trim();
  return TOKEN.test(token) ? token : null;
}
