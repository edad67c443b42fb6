import { describe, expect, it } from "vitest";
import {
  exitVerdict,
  isHopeless,
  type ExitContext,
  type ExitFacts,
} from "../../src/lifecycle/exit-cause.ts";
import type { Intent } from "../../src/lifecycle/fleet-state.ts";

const at = { monotonicMs: 0, epochMs: 0 };
const facts = (over: Partial<ExitFacts>): ExitFacts => ({
  code: null,
  signal: null,
  stderrTail: [],
  fatal: null,
  ...over,
});
const context = (over: Partial<ExitContext> = {}): ExitContext => ({
  intent: null,
  everReady: true,
  sinceSignalMs: null,
  graceMs: 5000,
  hasClosedSinceSignal: false,
  isGraceOver: false,
  hasLoaded: true,
  owedListening: false,
  ...over,
});
const sigterm: Intent = { kind: "signal", signals: ["SIGTERM"], by: "you", at };

describe("an exit's cause", () => {
  it("is the command when the signal that was asked for ended it", () => {
    const verdict = exitVerdict(
      facts({ signal: "SIGTERM" }),
      context({ intent: sigterm, sinceSignalMs: 3 }),
    );
    expect(verdict).toEqual({
      cause: "command",
      detail: "SIGTERM by you",
      by: "you",
      isAsked: true,
      reason: { kind: "none" },
    });
  });

  it("is the command when the app handled that signal and exited with a code", () => {
    const verdict = exitVerdict(facts({ code: 7 }), context({ intent: sigterm, sinceSignalMs: 3 }));
    expect(verdict).toMatchObject({
      cause: "command",
      detail: "SIGTERM by you, exited with code 7",
    });
  });

  it.each([
    ["with the code that names the signal", { code: 143 }, {}],
    ["in order, having closed its servers since", { code: 0 }, { hasClosedSinceSignal: true }],
  ])("is the command when the app took longer than the grace and exited %s", (_, ended, known) => {
    const verdict = exitVerdict(
      facts(ended),
      context({ intent: sigterm, sinceSignalMs: 60_000, ...known }),
    );
    expect(verdict).toMatchObject({ cause: "command", by: "you", isAsked: true });
  });

  it("is the app's own when it exits with 0 long after a signal that ended nothing", () => {
    const verdict = exitVerdict(
      facts({ code: 0 }),
      context({ intent: sigterm, sinceSignalMs: 60_000 }),
    );
    expect(verdict).toMatchObject({ cause: "clean-exit", by: "app" });
  });

  it("is a crash when the app survived that signal and broke long after", () => {
    const verdict = exitVerdict(
      facts({ code: 1, fatal: "Error: later" }),
      context({ intent: sigterm, sinceSignalMs: 60_000 }),
    );
    expect(verdict).toMatchObject({
      cause: "crash",
      detail: "Error: later",
      by: "app",
      isAsked: false,
    });
  });

  it("is a crash when its handler of that signal threw, and the signal is still told", () => {
    const verdict = exitVerdict(
      facts({ code: 1, fatal: "Error: in the handler (app.js:3)" }),
      context({ intent: sigterm, sinceSignalMs: 3 }),
    );
    expect(verdict).toEqual({
      cause: "crash",
      detail: "Error: in the handler (app.js:3), after SIGTERM by you",
      by: "app",
      isAsked: false,
      reason: { kind: "other-error" },
    });
  });

  it("is the command when it handled that signal and failed on the way, with the error", () => {
    const stderrTail = ["Error: cannot flush", "    at …"];
    const verdict = exitVerdict(
      facts({ code: 1, stderrTail }),
      context({ intent: sigterm, sinceSignalMs: 3 }),
    );
    expect(verdict).toMatchObject({
      cause: "command",
      detail: "SIGTERM by you, exited with code 1: Error: cannot flush",
    });
  });

  it("is from outside when the same signal comes long after the one that was asked for", () => {
    const context_ = context({ intent: sigterm, sinceSignalMs: 60_000 });
    expect(exitVerdict(facts({ signal: "SIGTERM" }), context_)).toMatchObject({
      cause: "external-signal",
      by: "outside",
      isAsked: false,
    });
  });

  it("is the command when SIGKILL took long, since nothing survives that", () => {
    const intent: Intent = { kind: "signal", signals: ["SIGKILL"], by: "you", at };
    const verdict = exitVerdict(
      facts({ signal: "SIGKILL" }),
      context({ intent, sinceSignalMs: 60_000 }),
    );
    expect(verdict).toMatchObject({ cause: "command", isAsked: true });
  });

  it("is from outside when another signal than the one asked for ended it", () => {
    const verdict = exitVerdict(
      facts({ signal: "SIGKILL" }),
      context({ intent: sigterm, sinceSignalMs: 3 }),
    );
    expect(verdict).toMatchObject({
      cause: "external-signal",
      detail: "SIGKILL from outside",
      by: "outside",
      isAsked: false,
    });
  });

  it("is the command when either of two signals in a row ended it", () => {
    const intent: Intent = { kind: "signal", signals: ["SIGTERM", "SIGKILL"], by: "you", at };
    for (const signal of ["SIGTERM", "SIGKILL"]) {
      const verdict = exitVerdict(facts({ signal }), context({ intent, sinceSignalMs: 3 }));
      expect(verdict).toMatchObject({ cause: "command", detail: `${signal} by you` });
    }
  });

  it("is not out of memory because an app once wrote such a line", () => {
    const stderrTail = ["FATAL ERROR: quoted: JavaScript heap out of memory"];
    expect(exitVerdict(facts({ code: 0, stderrTail }), context()).cause).toBe("clean-exit");
  });

  it("is out of memory by the fatal line, though the signal is a plain SIGABRT", () => {
    const line =
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory";
    const verdict = exitVerdict(facts({ signal: "SIGABRT", stderrTail: ["x", line] }), context());
    expect(verdict).toMatchObject({ cause: "out-of-memory", detail: line, by: "app" });
  });

  it("is a crash for a signal that a process brings on itself", () => {
    expect(exitVerdict(facts({ signal: "SIGSEGV" }), context()).cause).toBe("crash");
  });

  it("is a boot failure with the error's first line when it was never ready", () => {
    const verdict = exitVerdict(
      facts({
        code: 1,
        stderrTail: ["file.js:1", "", "TypeError: x is not a function", "    at …"],
      }),
      context({ everReady: false }),
    );
    expect(verdict).toMatchObject({
      cause: "boot-failure",
      detail: "TypeError: x is not a function",
    });
  });

  it.each([
    ["Error: bind EADDRINUSE null:3198", "port 3198 is taken (EADDRINUSE)"],
    [
      "Error: listen EADDRINUSE: address already in use :::80 (server.js:3)",
      "port 80 is taken (EADDRINUSE)",
    ],
    [
      "Error: listen EACCES: permission denied 0.0.0.0:80",
      "port 80 may not be listened on (EACCES)",
    ],
    [
      "Error: listen EADDRINUSE: address already in use /run/x.sock",
      "its address is taken (EADDRINUSE)",
    ],
  ])("names %s, and knows that at boot trying again is no use", (fatal, detail) => {
    const atBoot = exitVerdict(facts({ code: 1, fatal }), context({ everReady: false }));
    expect(atBoot).toMatchObject({ cause: "boot-failure", detail });
    expect(isHopeless(atBoot)).toBe(true);
    const later = exitVerdict(facts({ code: 1, fatal }), context());
    expect(later).toMatchObject({ cause: "crash", detail });
    expect(isHopeless(later)).toBe(false);
  });

  it("does not take a file that may not be read for a port that may not be listened on", () => {
    const fatal = "Error: EACCES: permission denied, open '/etc/key.pem'";
    const verdict = exitVerdict(facts({ code: 1, fatal }), context({ everReady: false }));
    expect(verdict).toMatchObject({
      detail: fatal,
      reason: { kind: "file-forbidden", file: "/etc/key.pem" },
    });
    expect(isHopeless(verdict)).toBe(false);
  });

  it("names a top-level await that never settled", () => {
    const verdict = exitVerdict(facts({ code: 13 }), context({ everReady: false }));
    expect(verdict.cause).toBe("boot-failure");
    expect(verdict.detail).toContain("top-level await");
  });

  it("is a clean exit for code 0 that nobody asked for", () => {
    expect(exitVerdict(facts({ code: 0 }), context()).cause).toBe("clean-exit");
  });

  it("is what we retired it for, and says so when the grace ran out", () => {
    const intent: Intent = { kind: "retire", cause: "reload", by: "you", why: "reloaded" };
    const killed = facts({ signal: "SIGKILL" });
    expect(exitVerdict(killed, context({ intent, isGraceOver: true }))).toEqual({
      cause: "reload",
      detail: "reloaded; killed when the grace was over",
      by: "you",
      isAsked: true,
      reason: { kind: "grace-over" },
    });
  });

  it("does not blame the grace for what ended a drain before it", () => {
    const intent: Intent = { kind: "retire", cause: "reload", by: "you", why: "reloaded" };
    const detailOf = (over: Partial<ExitFacts>) =>
      exitVerdict(facts(over), context({ intent })).detail;
    expect(detailOf({ signal: "SIGKILL" })).toBe("reloaded; died of SIGKILL");
    expect(detailOf({ signal: "SIGSEGV" })).toBe("reloaded; died of SIGSEGV");
    expect(detailOf({ signal: "SIGTERM" })).toBe("reloaded");
    expect(detailOf({ code: 0 })).toBe("reloaded");
    expect(detailOf({ code: 3 })).toBe("reloaded; exited with code 3");
  });

  it("of a drain names the error that ended it, from the agent or from stderr", () => {
    const intent: Intent = { kind: "retire", cause: "reload", by: "you", why: "reloaded" };
    const verdictOf = (over: Partial<ExitFacts>) => exitVerdict(facts(over), context({ intent }));
    expect(verdictOf({ code: 1, fatal: "Error: at the end (db.js:9)" })).toMatchObject({
      cause: "reload",
      isAsked: true,
      detail: "reloaded; exited with code 1: Error: at the end (db.js:9)",
      reason: { kind: "other-error" },
    });
    const missing = verdictOf({ code: 1, stderrTail: ["Error: Cannot find module 'pg'"] });
    expect(missing.detail).toContain("Cannot find module 'pg'");
    expect(missing.reason).toEqual({ kind: "missing-package", name: "pg" });
    // What it wrote on its way, when it then ended in order, did not end it.
    const stderrTail = ["Error: was handled"];
    expect(verdictOf({ code: 0, stderrTail }).detail).toBe("reloaded");
  });

  it("was wanted by a limit, but a boot that took too long was not", () => {
    const by = "supervisor";
    const isAsked = (cause: "unresponsive" | "boot-failure") => {
      const intent: Intent = { kind: "retire", cause, by, why: "too long" };
      const verdict = exitVerdict(facts({ signal: "SIGKILL" }), context({ intent }));
      expect(verdict).toMatchObject({ detail: "too long", by });
      return verdict.isAsked;
    };
    expect([isAsked("unresponsive"), isAsked("boot-failure")]).toEqual([true, false]);
  });
});
