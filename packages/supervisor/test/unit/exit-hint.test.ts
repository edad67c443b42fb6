import type { ExitCause } from "@clusterdeck/shared";
import { describe, expect, it } from "vitest";
import { exitHint } from "../../src/lifecycle/exit-hint.ts";
import { reasonOfError, type ExitReason } from "../../src/lifecycle/exit-reason.ts";

describe("the hint of an end", () => {
  it.each<[ExitCause, ExitReason]>([
    ["command", { kind: "none" }],
    ["crash", { kind: "other-error" }],
  ])("is none where there is nothing to do (%s)", (cause, reason) => {
    expect(exitHint({ cause, reason }, false)).toBeNull();
  });

  it.each<[string, ExitCause, ExitReason, string]>([
    ["an exhausted heap", "out-of-memory", { kind: "out-of-memory" }, "--max-old-space-size"],
    ["SIGKILL from outside", "external-signal", { kind: "killed-from-outside" }, "dmesg"],
    ["an end of its own", "clean-exit", { kind: "ended-itself" }, "keep running"],
    ["a failed boot", "boot-failure", { kind: "other-error" }, "end of stderr"],
    ["a boot without a word", "boot-failure", { kind: "silent-boot" }, "node alone"],
    ["an unsettled await", "boot-failure", { kind: "unsettled-await" }, "top-level await"],
    ["a flag that Node lacks", "boot-failure", { kind: "bad-node-flag" }, "correct nodeFlags"],
    ["a port taken", "boot-failure", { kind: "port-taken", port: 80 }, "another port"],
    ["a low port", "boot-failure", { kind: "listen-forbidden", port: 80 }, "below 1024"],
    ["a forbidden socket", "boot-failure", { kind: "listen-forbidden", port: null }, "the right"],
    ["a forbidden file", "crash", { kind: "file-forbidden", file: "/k" }, "the right to /k"],
    ["a missing package", "crash", { kind: "missing-package", name: "ws" }, "npm install ws"],
    ["a missing file", "boot-failure", { kind: "missing-file" }, "check the path"],
    ["a syntax error", "boot-failure", { kind: "syntax" }, "stderr names first"],
    ["import in CommonJS", "boot-failure", { kind: "module-syntax" }, ".mjs"],
    ["no process to be had", "boot-failure", { kind: "cannot-fork" }, "ulimit"],
    ["variables that are wrong", "boot-failure", { kind: "no-environment" }, "correct env"],
    ["a hanging boot", "boot-failure", { kind: "not-ready", hasLoaded: false }, "top-level await"],
    ["a spare that did not wake", "boot-failure", { kind: "not-woken" }, "blocks or stops"],
    ["no socket", "boot-failure", { kind: "not-ready", hasLoaded: true }, "does not listen"],
    ["the end of the grace", "reload", { kind: "grace-over" }, "raise --grace"],
    ["a blocked loop", "unresponsive", { kind: "unresponsive" }, "--kill-unresponsive"],
  ])("of %s (%s) says what to do", (_title, cause, reason, words) => {
    expect(exitHint({ cause, reason }, false)).toContain(words);
  });

  it("of a crash loop ends with the retry, after what else is to be done", () => {
    const latched = (reason: ExitReason) => exitHint({ cause: "crash", reason }, true);
    expect(latched({ kind: "other-error" })).toBe("fix the error, then retry the worker");
    expect(latched({ kind: "missing-file" })).toMatch(/^check the path.*, then retry the worker$/);
  });
});

describe("an error's first line", () => {
  it.each<[string, ExitReason]>([
    ["Error: bind EADDRINUSE null:3198", { kind: "port-taken", port: 3198 }],
    ["Error: listen EACCES: permission denied ::1:80", { kind: "listen-forbidden", port: 80 }],
    ["Error: EACCES: permission denied, open '/k'", { kind: "file-forbidden", file: "/k" }],
    ["Error: connect ECONNREFUSED 127.0.0.1:5432", { kind: "other-error" }],
    ["Error: Cannot find module 'ws' (a.js:1)", { kind: "missing-package", name: "ws" }],
    ["Error: Cannot find module '@a/b/c'", { kind: "missing-package", name: "@a/b" }],
    [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'koa' imported from /app/a.mjs",
      { kind: "missing-package", name: "koa" },
    ],
    ["Error: Cannot find module './b'", { kind: "missing-file" }],
    ["Error: Cannot find module '/app/b.js' imported from /app/a.mjs", { kind: "missing-file" }],
    [String.raw`Error: Cannot find module 'C:\app\b.js'`, { kind: "missing-file" }],
    ["SyntaxError: Unexpected token '='", { kind: "syntax" }],
    ["SyntaxError: Unexpected token 'export'", { kind: "module-syntax" }],
    ["SyntaxError: Cannot use import statement outside a module", { kind: "module-syntax" }],
    [`SyntaxError: Unexpected token 'x', "x" is not valid JSON`, { kind: "other-error" }],
    ["cannot fork: spawn EAGAIN", { kind: "cannot-fork" }],
    ["TypeError: x is not a function", { kind: "other-error" }],
  ])("%s is told apart", (line, reason) => {
    expect(reasonOfError(line)).toEqual(reason);
  });
});
