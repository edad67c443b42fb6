import type { ExitCause } from "@clusterdeck/shared";
import { bootHint } from "./boot-hint.ts";
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
}

export interface ExitContext {
  readonly intent: Intent | null;
  readonly everReady: boolean;
  /** Between the intent's signal and the end; null without such an intent. */
  readonly sinceSignalMs: number | null;
  readonly graceMs: number;
}

type RetireIntent = Extract<Intent, { kind: "retire" }>;

export interface Verdict {
  readonly cause: ExitCause;
  readonly detail: string;
  /** Trying again changes nothing until someone does something. */
  readonly isHopeless?: boolean;
  /** The system had no process to give: that says nothing about the app. */
  readonly neverRan?: boolean;
}

const OUT_OF_MEMORY = /FATAL ERROR: .*(?:heap out of memory|heap limit|Allocation failed)/;
const ERROR_LINE =
  /^(?:Uncaught )?(?:[A-Za-z_$][\w$.]*)?(?:Error|Exception)(?: \[[A-Z0-9_]+\])?: .+/;
const TOP_LEVEL_AWAIT = 13;
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
  if (intent?.kind === "retire")
    return { cause: intent.cause, detail: retiredDetail(facts, intent) };
  if (intent?.kind === "signal" && signalExplains(facts, context)) {
    const signal = facts.signal ?? intent.signals.at(-1);
    return { cause: "command", detail: `${signal} by ${intent.by}${outcome(facts)}` };
  }
  return unasked(facts, context.everReady);
}

/** A handler may turn the signal into an exit code; after the grace it is no longer the reason. */
function signalExplains(facts: ExitFacts, context: ExitContext): boolean {
  if (context.intent?.kind !== "signal") return false;
  if (facts.signal !== null) return context.intent.signals.some((one) => one === facts.signal);
  return context.sinceSignalMs !== null && context.sinceSignalMs <= context.graceMs;
}

function outcome(facts: ExitFacts): string {
  return facts.signal === null ? `, exited with ${exitWords(facts)}` : "";
}

function retiredDetail(facts: ExitFacts, { cause, why }: RetireIntent): string {
  if (cause === "boot-failure") return why;
  if (facts.signal === "SIGKILL") return `${why}; killed when the grace was over`;
  if (facts.code !== null && facts.code !== 0) return `${why}; exited with ${exitWords(facts)}`;
  return why;
}

function unasked(facts: ExitFacts, everReady: boolean): Verdict {
  if (typeof facts.forkError === "string") {
    return { cause: "boot-failure", detail: facts.forkError, neverRan: true };
  }
  const fatalLine = facts.stderrTail.findLast((line) => OUT_OF_MEMORY.test(line));
  // The line alone may be a quotation.
  const isAborted = facts.signal === "SIGABRT" || facts.code === ABORTED;
  if (fatalLine !== undefined && isAborted)
    return { cause: "out-of-memory", detail: fatalLine.trim() };
  const error = errorLine(facts);
  if (facts.signal !== null && !CRASH_SIGNALS.has(facts.signal)) {
    const perhaps = facts.signal === "SIGKILL" ? "; perhaps the system's out-of-memory killer" : "";
    return { cause: "external-signal", detail: `${facts.signal} from outside${perhaps}` };
  }
  if (!everReady) {
    if (facts.code === TOP_LEVEL_AWAIT) {
      return { cause: "boot-failure", detail: "exit 13: a top-level await never settled" };
    }
    if (facts.code === 0) {
      return { cause: "clean-exit", detail: "exited with 0 before it was ready" };
    }
    return bootFailure(error ?? `exited with ${exitWords(facts)} while it started`);
  }
  if (facts.code === 0) return { cause: "clean-exit", detail: "exited with 0 on its own" };
  return { cause: "crash", detail: error ?? `exited with ${exitWords(facts)}` };
}

function bootFailure(error: string): Verdict {
  const hint = bootHint(error);
  return {
    cause: "boot-failure",
    detail: hint?.detail ?? error,
    isHopeless: hint?.isHopeless ?? false,
  };
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
