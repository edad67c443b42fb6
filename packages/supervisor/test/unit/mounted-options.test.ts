import { describe, expect, it } from "vitest";
import { mountedOptions } from "../../src/api/mounted-options.ts";
import type { CliOptions } from "../../src/options/parse-argv.ts";
import { resolveOptions } from "../../src/options/resolve.ts";

function mounted(mount: unknown, given: CliOptions = { token: "a-token-of-its-own" }) {
  const entry = "examples/http/server.js";
  const options = resolveOptions({ entry, appArgs: [], options: given }, {});
  return mountedOptions(options, given, mount).dashboard?.mount;
}

describe("a dashboard in another server", () => {
  it.each([
    ["/clusterdeck", "/clusterdeck"],
    ["/clusterdeck/", "/clusterdeck"],
    ["/admin/deck.v1", "/admin/deck.v1"],
    ["/", ""],
  ])("below %s", (path, prefix) => {
    expect(mounted(path)).toBe(prefix);
  });

  it.each([["deck"], [""], ["/a//b"], ["/.."], ["/a/./b"], ["/a?b"], ["/ä"], [true], [{}]])(
    "is refused below %j, with what it takes",
    (path) => {
      expect(() => mounted(path)).toThrow(
        'createSupervisor: mount takes a path such as "/clusterdeck"',
      );
    },
  );

  it("contradicts what is of a port of its own, or leaves it out or open to all", () => {
    const token = "a-token-of-its-own";
    expect(() => mounted("/deck", { token, dashboardPort: 0 })).toThrow(/dashboardPort is of a/);
    expect(() => mounted("/deck", { noDashboard: true })).toThrow(/contradict/);
    expect(() => mounted("/deck", { noAuth: true })).toThrow(/auth: false is refused/);
  });
});
