import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { withFlags } from "../../../src/config/with-flags.ts";
import type { CliOptions } from "../../../src/options/parse-argv.ts";

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
});
