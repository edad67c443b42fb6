import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
  const token = randomBytes(32).toString("base64url");
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // `wx`: of two supervisors that start together, one writes and the other reads.
    writeFileSync(file, `${token}\n`, { mode: 0o600, flag: "wx" });
    return { token, file };
  } catch {
    const theirs = read(file);
    return theirs === null ? replaced(file, token) : { token: theirs, file };
  }
}

/** What stands there is no token: made anew, or used for this run alone. */
function replaced(file: string, token: string): KeptToken {
  try {
    writeFileSync(file, `${token}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
    return { token, file };
  } catch {
    return { token, file: null };
  }
}

function read(file: string): string | null {
  try {
    const text = readFileSync(file, "utf8").trim();
    return TOKEN.test(text) ? text : null;
  } catch {
    return null;
  }
}
