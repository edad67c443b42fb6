import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { helpText } from "../../src/options/help.ts";
import { OPTIONS } from "../../src/options/option-table.ts";
import { parseArgv } from "../../src/options/parse-argv.ts";

const run = (...argv: string[]) => {
  const request = parseArgv(argv);
  if (request.kind !== "run") throw new Error(`a request of kind ${request.kind}`);
  return request;
};

describe("the command line", () => {
  it("takes options before and after the entry, and leaves what is after -- to the app", () => {
    expect(run("-w", "3", "server.js", "--json", "--", "--port", "80")).toEqual({
      kind: "run",
      isEntryWatched: false,
      entry: "server.js",
      appArgs: ["--port", "80"],
      options: { workers: 3, json: true },
    });
  });

  it("takes a value after = and right after a short option", () => {
    expect(run("--grace=250", "a.js").options).toEqual({ grace: 250 });
    expect(run("-w0", "a.js").options).toEqual({ workers: 0 });
  });

  it("reads max as one worker a core", () => {
    expect(run("-w", "max", "a.js").options.workers).toBe(availableParallelism());
  });

  it("collects an option that may be repeated", () => {
    const { options } = run("--allowed-host", "a.test", "--allowed-host=B.test", "a.js");
    expect(options.allowedHost).toEqual(["a.test", "b.test"]);
  });

  it.each([
    [["--watch", "a.js"], []],
    [["a.js", "--watch"], []],
    [
      ["--watch", "src", "views", "a.js"],
      ["src", "views"],
    ],
    [
      ["a.js", "--watch", "src", "views"],
      ["src", "views"],
    ],
    [["--watch", "src", "--json", "a.js"], ["src"]],
    [["--watch=src", "a.js"], ["src"]],
    [
      ["--watch=src", "--watch", "views", "--json", "a.js"],
      ["src", "views"],
    ],
  ])("%j: knows the entry from the paths that are watched", (argv, watch) => {
    expect(run(...argv)).toMatchObject({ entry: "a.js", options: { watch } });
  });

  it.each([
    [["--wrokers", "3", "a.js"], "unknown option --wrokers; clusterdeck --help lists the options"],
    [["-w", "many", "a.js"], '-w takes a number from 0 to 1024 or "max", not "many"'],
    [["-w", "-1", "a.js"], '-w takes a number from 0 to 1024 or "max", not "-1"'],
    [["--workers=1.5", "a.js"], '--workers takes a number from 0 to 1024 or "max", not "1.5"'],
    [["a.js", "--workers"], "--workers needs a value: --workers <n|max>"],
    [
      ["--dashboard-port", "70000", "a.js"],
      '--dashboard-port takes a port from 0 to 65535, not "70000"',
    ],
    [["--grace", "5s", "a.js"], '--grace takes whole milliseconds from 0 to 3600000, not "5s"'],
    [["--json=yes", "a.js"], "--json takes no value"],
    [
      ["--token", "short", "a.js"],
      "--token takes at least 16 characters out of letters, digits and - _ . ~",
    ],
    [["a.js", "b.js"], 'unexpected "b.js": arguments for the app go after --'],
  ])("%j is told: %s", (argv, message) => {
    expect(() => parseArgv(argv)).toThrow(message);
  });

  it("without an entry, or without --, leaves both to the configuration file", () => {
    expect(run("--json")).toMatchObject({ entry: null, appArgs: null });
    expect(run("a.js", "--")).toMatchObject({ entry: "a.js", appArgs: [] });
  });

  it("knows no option that names a property of every object", () => {
    expect(() => parseArgv(["--constructor", "a.js"])).toThrow("unknown option --constructor");
  });

  it("knows the token command, and what it takes", () => {
    expect(parseArgv(["token"])).toEqual({ kind: "token", isRotated: false });
    expect(parseArgv(["token", "--rotate"])).toEqual({ kind: "token", isRotated: true });
    expect(() => parseArgv(["token", "--delete"])).toThrow(/unexpected "--delete".*--rotate/);
    expect(parseArgv(["./token"])).toMatchObject({ kind: "run", entry: "./token" });
  });

  it("shows its help and its version without an entry", () => {
    expect(parseArgv(["--help"])).toEqual({ kind: "help" });
    expect(parseArgv(["-v"])).toEqual({ kind: "version" });
  });

  it("lists every option in its help", () => {
    for (const name of Object.keys(OPTIONS)) expect(helpText()).toContain(`--${name}`);
  });
});
