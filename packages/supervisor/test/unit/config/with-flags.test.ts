import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { withFlags } from "../../../src/config/with-flags.ts";
import type { CliOptions } from "../../../src/options/parse-argv.ts";
import { resolveOptions } from "../../../src/options/resolve.ts";

const over = (config: object, options: CliOptions) =>
  withFlags(
    { entry: null, appArgs: null, options },
    readConfig(config, { name: "clusterdeck.config.json", folder: "/srv" }),
  );

describe("flags over a configuration", () => {
  it("win key by key", () => {
    expect(over({ workers: 2, grace: 100 }, { workers: 5 }).options).toEqual({
      workers: 5,
      grace: 100,
    });
  });

  it("name another entry and other arguments, or leave those of the file", () => {
    const config = readConfig(
      { entry: "a.js", args: ["one"] },
      { name: "clusterdeck.config.json", folder: "/srv" },
    );
    const flags = { entry: "b.js", appArgs: [], options: {} };
    expect(withFlags(flags, config)).toMatchObject({ entry: "b.js", appArgs: [] });
    expect(over({ entry: "a.js", args: ["one"] }, {})).toMatchObject({
      entry: "/srv/a.js",
      appArgs: ["one"],
    });
  });

  it("watch the last word too, where the file names the entry", () => {
    const flags = (entry: string) => ({
      entry,
      appArgs: null,
      options: { watch: ["views"] },
      isEntryWatched: true,
    });
    const source = { name: "clusterdeck.config.json", folder: "/srv" };
    expect(withFlags(flags("lib"), readConfig({ entry: "a.js" }, source))).toMatchObject({
      entry: "/srv/a.js",
      options: { watch: ["views", "lib"] },
    });
    for (const config of [null, readConfig({ workers: 1 }, source)]) {
      expect(withFlags(flags("server.js"), config)).toMatchObject({
        entry: "server.js",
        options: { watch: ["views"] },
      });
    }
  });

  it("that need the dashboard or a token turn on what the file turns off", () => {
    const config = { dashboard: false, auth: false };
    expect(over(config, {}).options).toEqual({ noDashboard: true, noAuth: true });
    expect(over(config, { dashboardPort: 0 }).options).not.toHaveProperty("noDashboard");
    expect(over(config, { token: "a-token-of-some-length" }).options).toEqual({
      noDashboard: true,
      token: "a-token-of-some-length",
    });
  });

  it("stand alone where there is no configuration", () => {
    const flags = { entry: "a.js", appArgs: null, options: { workers: 1 } };
    expect(withFlags(flags, null)).toEqual({ entry: "a.js", appArgs: [], options: { workers: 1 } });
  });

  it("are named as flags in what is told later, and keys as keys", () => {
    const told = (config: object, options: CliOptions, entry: string | null = null) => {
      const source = { name: "clusterdeck.config.json", folder: process.cwd() };
      const given = withFlags({ entry, appArgs: null, options }, readConfig(config, source));
      try {
        resolveOptions(given, {});
      } catch (error) {
        return (error as Error).message;
      }
      return "nothing";
    };
    const entry = "examples/http/server.js";
    const file = "clusterdeck.config.json";
    expect(told({ entry: "nope.js" }, {})).toMatch(`${file}: entry "`);
    expect(told({}, {}, "nope.js")).toMatch(/^the entry "nope\.js" does not exist/);
    expect(told({ entry, watch: ["nope"] }, {})).toMatch(`${file}: watch /`);
    expect(told({ entry }, { watch: ["nope"] })).toMatch(/^--watch nope: there is no such/);
    expect(told({ entry, auth: false, dashboardHost: "0.0.0.0" }, {})).toMatch(
      `${file}: noAuth is`,
    );
    expect(told({ entry, balance: "os" }, { sticky: "ip" })).toMatch(
      `--sticky needs round-robin: under ${file}: balance os`,
    );
  });
});
