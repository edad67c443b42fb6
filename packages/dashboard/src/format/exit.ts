import type { ExitCause, LastExit } from "@clusterdeck/shared";

const CAUSE_WORDS: Record<ExitCause, string> = {
  command: "by command",
  reload: "for a reload",
  "scale-down": "to scale down",
  crash: "crashed",
  "out-of-memory": "out of memory",
  "memory-limit": "over the memory limit",
  "request-limit": "at the request limit",
  "age-limit": "at the age limit",
  unresponsive: "was unresponsive",
  "external-signal": "signal from outside",
  "clean-exit": "ended by itself",
  "boot-failure": "failed to start",
  shutdown: "at shutdown",
};

const ASKED_FOR: readonly ExitCause[] = [
  "command",
  "reload",
  "scale-down",
  "memory-limit",
  "request-limit",
  "age-limit",
  "shutdown",
];

/** Whether nobody and no limit had asked for this end. */
export function isUnasked(cause: ExitCause): boolean {
  return !ASKED_FOR.includes(cause);
}

export function causeWords(cause: ExitCause): string {
  return CAUSE_WORDS[cause];
}

/** "exit 1" or "SIGKILL": exactly what the operating system gave. */
export function exitStatus(exit: Pick<LastExit, "code" | "signal">): string {
  if (exit.signal !== null) return exit.signal;
  return exit.code === null ? "ended" : `exit ${exit.code}`;
}

const BY_WORDS: Readonly<Record<string, string>> = {
  you: "asked for on the page",
  api: "asked for over the API",
  supervisor: "ended by the supervisor",
  app: "on its own",
  outside: "by someone outside",
};

/** Who or what brought an end about. */
export function byWords(by: string): string {
  return BY_WORDS[by] ?? `by ${by}`;
}
