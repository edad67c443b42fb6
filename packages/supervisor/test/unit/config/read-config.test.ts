import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { OPTION_OF_KEY } from "../../../src/config/option-keys.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { variablesOf } from "../../../src/config/worker-environment.ts";
import { OPTIONS } from "../../../src/options/option-table.ts";
import { UsageError } from "../../../src/options/usage-error.ts";

const SOURCE = { name: "clusterdeck.config.ts", folder: "/srv/app" };
const read = (config: unknown) => readConfig(config, SOURCE);

describe("a configuration", () => {
  it("has a key for every option of the command line", () => {
    const names = Object.keys(OPTIONS).filter(
      (name) => !["help", "version", "config"].includes(name),
    );
    expect([...OPTION_OF_KEY.values()]).toEqual(names);
  });

  it("takes the units of the command line, and numbers where those are plain numbers", () => {
    const { options } = read({
      workers: 3,
      dashboardPort: 4600,
      grace: "250",
      maxMemory: "512mb",
      maxAge: "12h",
      allowedHost: "Deck.test",
      json: true,
    });
    expect(options).toEqual({
      workers: 3,
      dashboardPort: 4600,
      grace: 250,
      maxMemory: 512 * 2 ** 20,
      maxAge: 12 * 3_600_000,
      allowedHost: ["deck.test"],
      json: true,
    });
    expect(read({ workers: "max" }).options.workers).toBe(availableParallelism());
  });

  it("turns off by the positive name what the command line turns off with --no-", () => {
    expect(read({ dashboard: false, auth: false }).options).toEqual({
      noDashboard: true,
      noAuth: true,
    });
    expect(read({ noDashboard: true }).options).toEqual({ noDashboard: true });
    expect(read({ dashboard: true }).options).toEqual({ noDashboard: false });
  });

  it("takes its entry relative to the file, and arguments and flags as they are", () => {
    const config = read({
      entry: "src/server.js",
      args: ["--verbose"],
      nodeFlags: ["--max-old-space-size=256", "--enable-source-maps"],
    });
    expect(config).toMatchObject({
      entry: "/srv/app/src/server.js",
      args: ["--verbose"],
      nodeFlags: ["--max-old-space-size=256", "--enable-source-maps"],
    });
  });

  it("gives variables to all workers, and more or others to single slots", () => {
    const { environment } = read({ env: { A: "1", B: "1" }, slotEnv: { "2": { B: "2" } } });
    expect(variablesOf(environment, 1)).toEqual({ A: "1", B: "1" });
    expect(variablesOf(environment, 2)).toEqual({ A: "1", B: "2" });
    const asked = read({ env: (slot: number) => ({ SHARD: String(slot), HOME: undefined }) });
    expect(variablesOf(asked.environment, 7)).toEqual({ SHARD: "7", HOME: undefined });
  });

  it("whose function for a slot breaks is told with the slot", () => {
    const { environment } = read({
      env: () => {
        throw new Error("no shard\nat all");
      },
    });
    expect(() => variablesOf(environment, 4)).toThrow(
      "clusterdeck.config.ts: env(4) has thrown: no shard",
    );
  });

  it("whose function for a slot is async is told so, since a fork waits for nobody", () => {
    const { environment } = read({ env: async () => ({ SHARD: "1" }) });
    expect(() => variablesOf(environment, 1)).toThrow(
      "clusterdeck.config.ts: env(1) may not be async: await before you return",
    );
  });

  it.each([
    [new Map(), "clusterdeck.config.ts: a configuration is an object, such as { workers: 4 }"],
    [{ env: new Map([["A", "1"]]) }, "env takes variables by name"],
    [{ nodeFlags: ["--env_file"] }, "nodeFlags[0] needs its value: write it as --env_file=value"],
    [[], "clusterdeck.config.ts: a configuration is an object, such as { workers: 4 }"],
    [{ worker: 3 }, "worker is no key of a configuration; did you mean workers?"],
    [{ maxmemory: "1gb" }, "maxmemory is no key of a configuration; did you mean maxMemory?"],
    [{ help: true }, "help is no key of a configuration; there are entry, args,"],
    [{ constructor: 1 }, "constructor is no key of a configuration; there are"],
    [{ maxMemory: 12 }, 'maxMemory takes a size such as 512mb or 2gb, not "12"'],
    [{ maxAge: {} }, "maxAge takes <duration>, not an object"],
    [{ workers: -1 }, 'workers takes a number from 0 to 1024 or "max", not "-1"'],
    [{ workers: null }, "workers takes <n|max>, not null"],
    [{ dashboardHost: 127 }, "dashboardHost takes text in quotes"],
    [{ allowedHost: ["a.test", "b.test:80"] }, "allowedHost[1] takes a host name or an address"],
    [{ json: "yes" }, 'json takes true or false, not "yes"'],
    [{ auth: true, noAuth: true }, "auth and noAuth contradict each other: leave one out"],
    [{ token: "short" }, "token takes at least 16 characters"],
    [{ entry: 1 }, "entry takes text in quotes"],
    [{ args: "--verbose" }, 'args takes a list, not "--verbose"'],
    [{ args: ["a", 2] }, "args[1] takes text in quotes"],
    [{ nodeFlags: ["--import", "x"] }, "nodeFlags[0] needs its value: write it as --import=value"],
    [{ nodeFlags: ["-e=1"] }, "nodeFlags[0] takes a flag of Node as --name or --name=value"],
    [{ nodeFlags: ["--watch"] }, "nodeFlags[0] may not be --watch: a worker with it makes"],
    [{ nodeFlags: ["--input_type=module"] }, "nodeFlags[0] may not be --input_type: a worker"],
    [{ env: { PORT: 3000 } }, "env.PORT takes text in quotes"],
    [{ env: "PORT=3000" }, "env takes variables by name"],
    [{ env: { CLUSTERDECK_TOKEN: "x" } }, "env.CLUSTERDECK_TOKEN is kept for clusterdeck itself"],
    [{ env: { node_unique_id: "1" } }, "env.node_unique_id is how Node links a worker"],
    [{ env: { "A=B": "1" } }, "env.A=B is no name of a variable"],
    [{ slotEnv: { "0": {} } }, "slotEnv.0 is no slot: slots are numbers from 1 to 1024"],
    [{ slotEnv: { "2": { A: 1 } } }, "slotEnv.2.A takes text in quotes"],
  ])("%j is told by its path: %s", (config, message) => {
    expect(() => read(config)).toThrow(UsageError);
    expect(() => read(config)).toThrow(message);
    expect(() => read(config)).toThrow(/^clusterdeck\.config\.ts: /);
  });
});

it("reads what is to be watched, its paths relative to the file", () => {
  const source = { name: "clusterdeck.config.js", folder: "/app" };
  const watched = (watch: unknown) => readConfig({ watch }, source).options.watch;
  expect(watched(true)).toEqual([]);
  expect(watched(false)).toBeUndefined();
  expect(watched("views")).toEqual(["/app/views"]);
  expect(watched(["views", "/etc/app"])).toEqual(["/app/views", "/etc/app"]);
  expect(() => watched([1])).toThrow("clusterdeck.config.js: watch[0] takes text in quotes");
});
