import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { resolveEntry, typeStrippingFlags } from "../../src/options/entry.ts";
import { resolveOptions } from "../../src/options/resolve.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clusterdeck-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the entry", () => {
  it("that does not exist is named, with what to give", () => {
    expect(() => resolveEntry(join(folder, "nope.js"), "v20.19.0")).toThrow(
      /does not exist: give the file/,
    );
  });

  it("that is a folder is told apart, with the file that was probably meant", () => {
    writeFileSync(join(folder, "server.js"), "");
    expect(() => resolveEntry(folder, "v20.19.0")).toThrow(/is a folder.*server\.js/);
  });

  it("in TypeScript without a loader, on a release that strips no types, says what to install", () => {
    writeFileSync(join(folder, "server.ts"), "");
    expect(() => resolveEntry(join(folder, "server.ts"), "v20.19.0")).toThrow(/install tsx/);
  });

  it("in TypeScript runs as it is on a release that strips types", () => {
    writeFileSync(join(folder, "server.ts"), "");
    expect(resolveEntry(join(folder, "server.ts"), "v24.0.0").nodeFlags).toEqual([]);
  });

  it.each([
    ["v20.19.0", null],
    ["v22.6.0", ["--experimental-strip-types"]],
    ["v22.18.0", []],
    ["v23.5.0", ["--experimental-strip-types"]],
    ["v23.6.0", []],
    ["v26.1.0", []],
  ])("type stripping on %s needs %j", (version, flags) => {
    expect(typeStrippingFlags(version)).toEqual(flags);
  });
});

describe("options together", () => {
  const resolve = (options: object, environment: NodeJS.ProcessEnv = {}) => {
    const entry = join(folder, "server.js");
    writeFileSync(entry, "");
    return resolveOptions(
      { entry, appArgs: [], options },
      { XDG_STATE_HOME: folder, ...environment },
    );
  };

  it("no token is refused beyond the loopback", () => {
    expect(() => resolve({ noAuth: true, dashboardHost: "0.0.0.0" })).toThrow(
      /--no-auth is refused on 0\.0\.0\.0/,
    );
    expect(resolve({ noAuth: true, dashboardHost: "127.0.0.9" }).dashboard?.token).toEqual({
      kind: "none",
    });
  });

  it("without an entry from anywhere say what to give", () => {
    expect(() => resolveOptions({ entry: null, appArgs: [], options: {} }, {})).toThrow(
      "no entry given: clusterdeck [options] <entry>, for example: clusterdeck server.js",
    );
  });

  it("a bad variable of a later slot is told before anything is forked", () => {
    const entry = join(folder, "server.js");
    writeFileSync(entry, "");
    const { environment } = readConfig(
      { env: (slot: number) => ({ SHARD: slot === 3 ? (3 as never) : String(slot) }) },
      { name: "clusterdeck.config.js", folder },
    );
    const given = { entry, appArgs: [], environment };
    expect(() => resolveOptions({ ...given, options: { workers: 3, noAuth: true } }, {})).toThrow(
      "clusterdeck.config.js: env(3).SHARD takes text in quotes",
    );
  });

  it("a token on the command line wins over one in the environment", () => {
    const environment = { CLUSTERDECK_TOKEN: "from-the-environment" };
    expect(resolve({ token: "from-the-command-line" }, environment).dashboard?.token).toEqual({
      kind: "given",
      token: "from-the-command-line",
    });
    const entry = "examples/http/server.js";
    const configToken = "from-a-configuration";
    const given = { entry, appArgs: [], options: {}, configToken };
    expect(resolveOptions(given, environment).dashboard?.token).toMatchObject({
      token: "from-the-environment",
    });
    expect(resolveOptions(given, {}).dashboard?.token).toMatchObject({ token: configToken });
    expect(resolve({}, environment).dashboard?.token).toMatchObject({
      token: "from-the-environment",
    });
  });

  it("a port that was not asked for may move, one that was asked for may not", () => {
    expect(resolve({}).dashboard).toMatchObject({ port: 4500, mayMove: true });
    expect(resolve({ dashboardPort: 4600 }).dashboard).toMatchObject({
      port: 4600,
      mayMove: false,
    });
  });
});
