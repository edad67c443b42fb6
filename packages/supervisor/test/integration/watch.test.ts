import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { LogLine, Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { ask, test as base } from "./support/supervise.ts";

interface App {
  /** Writes a file of the app's folder. */
  readonly save: (name: string, text: string) => void;
  /** As editors do: beside it, and then in its place. */
  readonly saveByRename: (name: string, text: string) => void;
  readonly path: (name: string) => string;
}

const test = base.extend<{ app: App }>({
  app: async ({ folder }, provide) => {
    const path = (name: string) => join(folder, "app", name);
    const save = (name: string, text: string) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    };
    save("package.json", "{}");
    await provide({
      path,
      save,
      saveByRename: (name, text) => {
        save(`${name}.tmp`, text);
        renameSync(path(`${name}.tmp`), path(name));
      },
    });
  },
});

/** A server that answers what its own module of that name exports. */
const serverOf = (module: string) => `
  const answer = require(${JSON.stringify(module)});
  require("node:http").createServer((_q, r) => r.end(answer)).listen(process.env.PORT);
`;
const answers = (text: string) => `module.exports = ${JSON.stringify(text)};`;

const is = (event: string) => (line: LogLine) => line.event === event;

/** Does something, and waits for an event that comes of it. */
async function after(
  supervisor: Supervisor,
  act: () => void,
  event = "reload:finished",
): Promise<LogLine> {
  const from = supervisor.log.lines.length;
  act();
  return supervisor.log.next(is(event), from);
}

/** How much of the system's own watching a process takes. */
function watchesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fdinfo`)
    .map((fd) => readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8"))
    .join("\n")
    .split("\n")
    .filter((line) => line.startsWith("inotify wd:")).length;
}

const reloadsStarted = (supervisor: Supervisor) =>
  supervisor.log.lines.filter(is("reload:started")).map(({ message }) => message);

describe("with --watch", () => {
  test("saving a module replaces all workers, names it, and loses no request", async ({
    supervise,
    app,
    load,
  }) => {
    app.save("server.js", serverOf("./lib/answer.js"));
    app.save("lib/answer.js", answers("one"));
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    const running = load(supervisor, { lanes: 4 });
    await after(supervisor, () => app.save("lib/answer.js", answers("two")));
    expect(await ask(supervisor)).toBe("two");
    await after(supervisor, () => app.saveByRename("lib/answer.js", answers("three")));
    expect(await ask(supervisor)).toBe("three");
    const { losses } = await running.stop();
    expect(losses).toEqual({});
    expect(reloadsStarted(supervisor)).toEqual([
      expect.stringMatching(/^rolling reload of 2 workers: .*lib\/answer\.js changed$/),
      expect.stringMatching(/^rolling reload of 2 workers: .*lib\/answer\.js changed$/),
    ]);
  });

  test("what the app has not loaded, what git ignores, and what stays the same are no reload", async ({
    supervise,
    app,
  }) => {
    app.save("server.js", serverOf("./answer.js"));
    app.save("answer.js", answers("one"));
    app.save(".gitignore", "*.log\n");
    const supervisor = await supervise({
      entry: app.path("server.js"),
      workers: 1,
      flags: ["--watch", app.path("views")],
      // The folder is made first.
      ...(mkdirSync(app.path("views")), {}),
    });
    await supervisor.serving(1);
    app.save("unused.js", "1");
    app.save("views/debug.log", "1");
    app.save("answer.js", answers("one"));
    // A later save is told alone, so nothing came of the earlier ones.
    await after(supervisor, () => app.save("views/page.html", "<p>"));
    expect(reloadsStarted(supervisor)).toEqual([
      expect.stringMatching(/^rolling reload of 1 workers?: .*views\/page\.html changed$/),
    ]);
  });

  test("a version that does not start leaves the old one serving, says why, and its repair comes up", async ({
    supervise,
    app,
  }) => {
    app.save("server.js", serverOf("./answer.js"));
    app.save("answer.js", answers("one"));
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    const failed = await after(
      supervisor,
      () => app.save("answer.js", "throw new Error('half written');"),
      "reload:failed",
    );
    expect(failed.message).toContain("the old workers go on");
    expect(failed.message).toContain("Error: half written");
    expect(await ask(supervisor)).toBe("one");
    await after(supervisor, () => app.save("answer.js", answers("two")));
    expect(await ask(supervisor)).toBe("two");
  });

  test("an app that does not start at first comes up when it is mended", async ({
    supervise,
    app,
  }) => {
    app.save("server.js", "require('./gone.js');");
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.log.next(is("worker:failed"));
    await after(supervisor, () => app.save("gone.js", "missing();"), "reload:failed");
    app.save("server.js", serverOf("./gone.js"));
    app.save("gone.js", answers("mended"));
    await supervisor.serving(2);
    expect(await ask(supervisor)).toBe("mended");
  });

  test("a save during a reload is not lost: the newest version is what serves", async ({
    supervise,
    app,
  }) => {
    app.save("server.js", serverOf("./answer.js"));
    app.save("answer.js", answers("one"));
    const supervisor = await supervise({
      entry: app.path("server.js"),
      workers: 3,
      flags: ["--watch"],
    });
    await supervisor.serving(3);
    await after(supervisor, () => app.save("answer.js", answers("two")), "reload:started");
    await after(supervisor, () => app.save("answer.js", answers("three")));
    const seen = await Promise.all(Array.from({ length: 12 }, () => ask(supervisor)));
    expect(new Set(seen)).toEqual(new Set(["three"]));
    expect(reloadsStarted(supervisor)[1]).toMatch(/^reload begun anew of 3 workers: .*answer\.js/);
  });

  test("of ES modules it knows what the entry leads to", async ({ supervise, app }) => {
    app.save("package.json", `{ "type": "module" }`);
    app.save(
      "server.js",
      `import { answer } from "./answer.js"; import http from "node:http";
       http.createServer((_q, r) => r.end(answer)).listen(process.env.PORT);`,
    );
    app.save("answer.js", `export { answer } from "./deep/answer.js";`);
    app.save("deep/answer.js", `export const answer = "one";`);
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    await after(supervisor, () => app.save("deep/answer.js", `export const answer = "two";`));
    expect(await ask(supervisor)).toBe("two");
  });

  test("a build that git ignores is watched where the app loads it, also when it is made anew", async ({
    supervise,
    app,
  }) => {
    app.save(".gitignore", "dist/\n");
    app.save("dist/server.js", serverOf("./answer.js"));
    app.save("dist/answer.js", answers("one"));
    const supervisor = await supervise({ entry: app.path("dist/server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    await after(supervisor, () => {
      rmSync(app.path("dist"), { recursive: true });
      app.save("dist/answer.js", answers("two"));
      app.save("dist/server.js", serverOf("./answer.js"));
    });
    expect(await ask(supervisor)).toBe("two");
    await after(supervisor, () => app.save("dist/answer.js", answers("three")));
    expect(await ask(supervisor)).toBe("three");
  });

  test("a package that is linked from elsewhere is watched like the app's own files", async ({
    supervise,
    app,
  }) => {
    app.save("../linked/package.json", `{ "name": "linked", "main": "index.js" }`);
    app.save("../linked/index.js", answers("one"));
    mkdirSync(app.path("node_modules"));
    symlinkSync(app.path("../linked"), app.path("node_modules/linked"));
    app.save("server.js", serverOf("linked"));
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    await after(supervisor, () => app.save("../linked/index.js", answers("two")));
    expect(await ask(supervisor)).toBe("two");
  });

  test("an app that puts modules of its own making into the cache is watched like any other", async ({
    supervise,
    app,
  }) => {
    app.save(
      "server.js",
      `require.cache.fs = require.cache["virtual:answer"] = { exports: {}, loaded: true };
       ${serverOf("./answer.js")}`,
    );
    app.save("answer.js", answers("one"));
    const supervisor = await supervise({ entry: app.path("server.js"), flags: ["--watch"] });
    await supervisor.serving(2);
    await after(supervisor, () => app.save("answer.js", answers("two")));
    expect(await ask(supervisor)).toBe("two");
  });

  test("files that the app has not loaded cost no watch, and one that it loads later counts however it is saved", async ({
    supervise,
    app,
  }) => {
    const others = 400;
    for (let file = 0; file < others; file += 1) app.save(`data/${file % 8}/${file}.json`, "{}");
    app.save("data/answer.js", answers("one"));
    app.save(
      "server.js",
      `require("node:http").createServer((_q, r) => r.end(require("./data/" + "answer.js")))
         .listen(process.env.PORT);`,
    );
    const supervisor = await supervise({
      entry: app.path("server.js"),
      workers: 1,
      flags: ["--watch"],
    });
    await supervisor.serving(1);
    expect(await ask(supervisor)).toBe("one");
    await after(supervisor, () => app.save("data/answer.js", answers("two")));
    expect(await ask(supervisor)).toBe("two");
    await after(supervisor, () => app.saveByRename("data/answer.js", answers("three")));
    expect(await ask(supervisor)).toBe("three");
    await after(supervisor, () => rmSync(app.path("data/answer.js")), "reload:started");
    await after(supervisor, () => app.save("data/answer.js", answers("four")));
    expect(await ask(supervisor)).toBe("four");
    const watches = watchesOf(supervisor.pid);
    expect(watches).toBeGreaterThan(0);
    expect(watches).toBeLessThan(others / 10);
  });

  test("a folder that is made below a given path is no reload, a file in it is", async ({
    supervise,
    app,
  }) => {
    app.save("server.js", serverOf("./answer.js"));
    app.save("answer.js", answers("one"));
    app.save("views/page.html", "<p>");
    const supervisor = await supervise({
      entry: app.path("server.js"),
      workers: 1,
      flags: ["--watch", app.path("views")],
    });
    await supervisor.serving(1);
    await after(supervisor, () => app.save("views/page.html", "<h1>"));
    mkdirSync(app.path("views/parts"));
    await after(supervisor, () => app.save("answer.js", answers("two")));
    await after(supervisor, () => app.save("views/parts/head.html", "<h1>"));
    expect(reloadsStarted(supervisor)).toEqual([
      expect.stringMatching(/: .*views\/page\.html changed$/),
      expect.stringMatching(/: [^ ]*answer\.js changed$/),
      expect.stringMatching(/: [^ ]*head\.html changed$/),
    ]);
  });

  test("a path that does not exist is told, and nothing starts", async ({ supervise, app }) => {
    app.save("server.js", "");
    const started = supervise({
      entry: app.path("server.js"),
      flags: ["--watch", app.path("nowhere")],
    });
    await expect(started).rejects.toThrow("there is no such file or folder");
  });
});
