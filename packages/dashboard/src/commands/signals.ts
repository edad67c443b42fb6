import type { CommandSignal } from "@clusterdeck/shared";

/** What each signal does to a worker, in the order of the menu. */
export const SIGNAL_MEANINGS: readonly { signal: CommandSignal; meaning: string }[] = [
  { signal: "SIGKILL", meaning: "Ends it at once; what is in flight is lost" },
  { signal: "SIGTERM", meaning: "Asks it to end; the app may finish its work" },
  { signal: "SIGINT", meaning: "What Ctrl-C sends" },
  { signal: "SIGHUP", meaning: "Ends it, unless the app handles it" },
  { signal: "SIGUSR2", meaning: "For the app to give a meaning; ends it otherwise" },
  { signal: "SIGSTOP", meaning: "Freezes it; it keeps its sockets and answers nothing" },
  { signal: "SIGCONT", meaning: "Lets a frozen worker go on" },
];
