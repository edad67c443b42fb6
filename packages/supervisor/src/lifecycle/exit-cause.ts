import { constants } from "node:os";
import type { ExitCause } from "@clusterdeck/shared";
import { errorDetail, reasonOfError, type ExitReason } from "./exit-reason.ts";
import type { Intent } from "./fleet-state.ts";

/** What is known of an end, from the system and from the worker's last words. */
export interface ExitFacts {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderrTail: readonly string[];
  /** The first line of the uncaught error, as the agent saw it. */
  readonly fatal: string | null;
  /** Why there was no process at all. */
  readonly forkError?: string | null;
  /** The requests in flight were counted as it ended; otherwise they are those of its last sample. */
  readonly isInFlightExact?: boolean;
}

export interface ExitContext {
  readonly intent: Intent | null;
  readonly everReady: boolean;
  /** Between the intent's signal and the end; null without such an intent. */
  readonly sinceSignalMs: number | null;
  readonly graceMs: number;
  /** After that signal it closed its last server: a handler was at work. */
  readonly hasClosedSinceSignal: boolean;
  /** We sent SIGKILL because its drain took longer than the grace. */
  readonly isGraceOver: boolean;
  /** Its entry had finished loading. */
  readonly hasLoaded: boolean;
  /** It was a spare whose turn had come, and did not listen. */
  readonly owedListening: boolean;
}

type RetireIntent = Extract<Intent, { kind: "retire" }>;

export interface Verdict {
  readonly cause: ExitCause;
  /** What happened, and no advice: see `exitHint`. */
  readonly detail: string;
  /** Who or what brought it about: `you`, `api`, `supervisor`, `app`, `outside`. */
  readonly by: string;
  /** Someone or a limit wanted it: it never counts against the slot. */
  readonly isAsked: boolean;
  readonly reason: ExitReason;
}

/** Of a process that has closed its channel and lives on. */
export const DISCONNECTED = {
  cause: "clean-exit",
  detail: "left the cluster and did not exit",
  by: "app",
  isAsked: false,
  reason: { kind: "disconnected" },
} as const satisfies Verdict;

const OUT_OF_MEMORY = /FATAL ERROR: .*(?:heap out of memory|heap limit|Allocation failed)/;
const ERROR_LINE =
  /^(?:Uncaught )?(?:[A-Za-z_$][\w$.]*)?(?:Error|Exception)(?: \[[A-Z0-9_]+\])?: .+/;
const TOP_LEVEL_AWAIT = 13;
/** What Node ends with when it does not take its own arguments. */
const INVALID_ARGUMENT = 9;
const SAID_BY_NODE = /^\S*\bnode(?:\.exe)?: (.+)$/;
/** What a shell makes of SIGABRT. */
const ABORTED = 134;

/** Signals that a process brings on itself when it breaks. */
const CRASH_SIGNALS: ReadonlySet<string> = new Set([
  "SIGABRT",
  "SIGSEGV",
  "SIGBUS",
  "SIGILL",
  "SIGFPE",
  "SIGTRAP",
  "SIGSYS",
]);

/**
 * Decides why a process ended: first by what we had asked for, then by code and signal, then by
 * what it wrote last. Node's `exitedAfterDisconnect` is not used: `worker.kill()` leaves it false.
 */
export function exitVerdict(facts: ExitFacts, context: ExitContext): Verdict {
  const { intent } = context;
  if (intent?.kind === "retire") return retired(facts, intent, context);
  if (intent?.kind === "signal" && signalExplains(facts, context)) {
    const { by } = intent;
    const signal = facts.signal ?? intent.signals.at(-1);
    // Thrown by the handler, most likely: that it was to end does not make it an end in order.
    if (facts.fatal !== null) {
      const { detail, ...crash } = broken(facts, context.everReady ? "crash" : "boot-failure");
      return { ...crash, detail: `${detail}, after ${signal} by ${by}`, isAsked: false };
    }
    const { words, reason } = outcome(facts);
    const detail = `${signal} by ${by}${words === null ? "" : `, ${words}`}`;
    return { cause: "command", detail, by, isAsked: true, reason };
  }
  return { ...unasked(facts, context.everReady), isAsked: false };
}

/**
 * A handler may turn the signal into an exit code; after the grace it is no longer the reason, nor is
 * one of the same name that came from elsewhere. What stands longer: SIGKILL, which nothing survives,
 * the exit code that names the signal, and the end in order of one that had closed its servers for it.
 */
function signalExplains(facts: ExitFacts, context: ExitContext): boolean {
  if (context.intent?.kind !== "signal") return false;
  const { signals } = context.intent;
  if (facts.signal === "SIGKILL") return signals.includes("SIGKILL");
  if (signals.some((signal) => facts.code === 128 + constants.signals[signal])) return true;
  if (facts.code === 0 && context.hasClosedSinceSignal) return true;
  const isRecent = context.sinceSignalMs !== null && context.sinceSignalMs <= context.graceMs;
  return isRecent && (facts.signal === null || signals.some((one) => one === facts.signal));
}

/** How an end that was asked for went, where it is worth a word: the error, where there was one. */
function outcome(facts: ExitFacts): { readonly words: string | null; readonly reason: ExitReason } {
  const { code, signal } = facts;
  if (signal !== null) return { words: null, reason: { kind: "none" } };
  const ended = `exited with ${exitWords(facts)}`;
  const error = code === 0 ? null : errorLine(facts);
  if (error === null) return { words: ended, reason: { kind: "none" } };
  const reason = reasonOfError(error);
  return { words: `${ended}: ${errorDetail(error, reason)}`, reason };
}

function retired(facts: ExitFacts, intent: RetireIntent, context: ExitContext): Verdict {
  const { cause, by, why } = intent;
  const verdict = (detail: string, reason: ExitReason): Verdict => ({
    cause,
    detail,
    by,
    isAsked: cause !== "boot-failure" && cause !== DISCONNECTED.cause,
    reason,
  });
  if (cause === "boot-failure") {
    if (context.owedListening) return verdict(why, { kind: "not-woken" });
    return verdict(why, { kind: "not-ready", hasLoaded: context.hasLoaded });
  }
  if (cause === "unresponsive") return verdict(why, { kind: "unresponsive" });
  if (cause === DISCONNECTED.cause) return verdict(why, DISCONNECTED.reason);
  if (facts.signal === "SIGKILL" && context.isGraceOver)
    return verdict(`${why}; killed when the grace was over`, { kind: "grace-over" });
  // SIGTERM is what a drain ends with; anything else is worth a word.
  if (facts.signal === "SIGTERM" || facts.code === 0) return verdict(why, { kind: "none" });
  const { words, reason } = outcome(facts);
  return verdict(`${why}; ${words ?? `died of ${facts.signal}`}`, reason);
}

type Unasked = Omit<Verdict, "isAsked">;

function unasked(facts: ExitFacts, everReady: boolean): Unasked {
  if (typeof facts.forkError === "string") {
    const reason = reasonOfError(facts.forkError);
    return { cause: "boot-failure", detail: facts.forkError, by: "supervisor", reason };
  }
  const fatalLine = facts.stderrTail.findLast((line) => OUT_OF_MEMORY.test(line));
  // The line alone may be a quotation.
  const isAborted = facts.signal === "SIGABRT" || facts.code === ABORTED;
  if (fatalLine !== undefined && isAborted) {
    const reason = { kind: "out-of-memory" } as const;
    return { cause: "out-of-memory", detail: fatalLine.trim(), by: "app", reason };
  }
  if (facts.signal !== null && !CRASH_SIGNALS.has(facts.signal)) {
    const kind = facts.signal === "SIGKILL" ? "killed-from-outside" : "none";
    const detail = `${facts.signal} from outside`;
    return { cause: "external-signal", detail, by: "outside", reason: { kind } };
  }
  if (!everReady && facts.code === TOP_LEVEL_AWAIT) {
    const detail = "exit 13: a top-level await never settled";
    return { cause: "boot-failure", detail, by: "app", reason: { kind: "unsettled-await" } };
  }
  const refusal = refusalByNode(facts);
  if (!everReady && refusal !== null) {
    const reason = { kind: "bad-node-flag" } as const;
    return {
      cause: "boot-failure",
      detail: `Node refused to start: ${refusal}`,
      by: "app",
      reason,
    };
  }
  if (facts.code === 0) {
    const detail = everReady ? "exited with 0 on its own" : "exited with 0 before it was ready";
    return { cause: "clean-exit", detail, by: "app", reason: { kind: "ended-itself" } };
  }
  return broken(facts, everReady ? "crash" : "boot-failure");
}

/** What Node says of its own arguments; null where it has nothing against them. */
function refusalByNode({ code, stderrTail }: ExitFacts): string | null {
  if (code !== INVALID_ARGUMENT) return null;
  return stderrTail.map((line) => SAID_BY_NODE.exec(line)?.[1]).findLast(Boolean) ?? null;
}

function broken(facts: ExitFacts, cause: "crash" | "boot-failure"): Unasked {
  const error = errorLine(facts);
  if (error !== null) {
    const reason = reasonOfError(error);
    return { cause, detail: errorDetail(error, reason), by: "app", reason };
  }
  const detail = `exited with ${exitWords(facts)}`;
  if (cause === "crash") return { cause, detail, by: "app", reason: { kind: "none" } };
  return {
    cause,
    detail: `${detail} while it started`,
    by: "app",
    reason: { kind: "silent-boot" },
  };
}

/** The system had no process to give: that says nothing about the app. */
export function neverRan({ reason }: Verdict): boolean {
  return reason.kind === "cannot-fork";
}

/** Trying again changes nothing until someone does something. */
export function isHopeless({ cause, reason }: Verdict): boolean {
  const isPort = reason.kind === "port-taken" || reason.kind === "listen-forbidden";
  return cause === "boot-failure" && isPort;
}

function exitWords(facts: ExitFacts): string {
  return facts.signal ?? `code ${facts.code ?? "unknown"}`;
}

/** The error's first line: from the agent, else the last that looks like one on stderr. */
function errorLine(facts: ExitFacts): string | null {
  if (facts.fatal !== null) return facts.fatal;
  const line = facts.stderrTail.findLast((candidate) => ERROR_LINE.test(candidate.trim()));
  return line?.trim() ?? null;
}
