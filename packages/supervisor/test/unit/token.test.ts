import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptToken, readKeptToken, rotatedToken } from "../../src/token/token-file.ts";
import { createTokenGate } from "../../src/token/token-gate.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clusterdeck-token-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the token", () => {
  it("is made once, 256 bits, kept for its user alone, and the same in the next run", () => {
    const file = join(folder, "state", "token");
    const first = keptToken(file);
    expect(Buffer.from(first.token, "base64url")).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keptToken(file)).toEqual(first);
  });

  it("that was left open to others is closed again", () => {
    const file = join(folder, "token");
    const { token } = keptToken(file);
    writeFileSync(file, `${token}\n`, { mode: 0o644 });
    keptToken(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8").trim()).toBe(token);
  });

  it("holds for one run where it cannot be kept", () => {
    writeFileSync(join(folder, "plain-file"), "");
    expect(keptToken(join(folder, "plain-file", "token")).file).toBeNull();
    expect(rotatedToken(join(folder, "plain-file", "token")).file).toBeNull();
  });

  it("is another one once it has been changed, still for its user alone", async () => {
    const file = join(folder, "state", "token");
    const before = keptToken(file).token;
    const { token } = rotatedToken(file);
    expect(token).not.toBe(before);
    expect(keptToken(file).token).toBe(token);
    expect(await readKeptToken(file)).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("that is damaged counts as none for a supervisor that runs", async () => {
    const file = join(folder, "token");
    writeFileSync(file, "half a tok");
    expect(await readKeptToken(file)).toBeNull();
    expect(await readKeptToken(join(folder, "none"))).toBeNull();
  });
});

describe("the gate", () => {
  const right = "a-token-of-some-length";

  it("tells a right token from a wrong and a missing one", () => {
    const gate = createTokenGate(right, true);
    expect(gate.verdict(right, 0)).toBe("right");
    expect(gate.verdict(`${right}x`, 0)).toBe("wrong");
    expect(gate.verdict("", 0)).toBe("wrong");
    expect(gate.verdict(null, 0)).toBe("missing");
  });

  it("looks at one token a second after a burst of twenty, where a person has chosen it", () => {
    const gate = createTokenGate(right, true);
    const verdicts = Array.from({ length: 30 }, (_, guess) => gate.verdict(`guess ${guess}`, 0));
    expect(verdicts.filter((verdict) => verdict === "wrong")).toHaveLength(20);
    expect(verdicts.at(-1)).toBe("too-many");
    expect(gate.verdict(right, 10), "or a guesser would be told").toBe("too-many");
    expect(gate.verdict(right, 1_100)).toBe("right");
    expect(gate.verdict("guess", 1_100)).toBe("wrong");
    expect(gate.verdict("guess", 1_200)).toBe("too-many");
  });

  it("lets in a token that nobody can guess, however many guess at it", () => {
    const gate = createTokenGate(right, false);
    for (let guess = 0; guess < 30; guess += 1) gate.verdict(`guess ${guess}`, 0);
    expect(gate.verdict("guess", 0)).toBe("too-many");
    expect(gate.verdict(right, 0)).toBe("right");
    expect(gate.verdict("guess", 0)).toBe("too-many");
  });

  it("is not filled by requests without a token, nor by right ones", () => {
    const gate = createTokenGate(right, true);
    for (let count = 0; count < 100; count += 1) {
      gate.verdict(null, 0);
      gate.verdict(right, 0);
    }
    expect(gate.verdict("wrong", 0)).toBe("wrong");
  });

  it("takes another token from one moment to the next", () => {
    const gate = createTokenGate(right, true);
    gate.change("another-token-altogether");
    expect(gate.verdict(right, 0)).toBe("wrong");
    expect(gate.verdict("another-token-altogether", 0)).toBe("right");
  });
});
