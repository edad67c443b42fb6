import type { Verdict } from "./exit-cause.ts";

/**
 * What to do about an end, in one sentence that can follow a colon; null where there is nothing to
 * do, or nothing is known that the end itself does not say.
 *
 * @param isLatched the slot was given up because of it, and waits for `retry`
 */
export function exitHint(
  verdict: Pick<Verdict, "cause" | "reason">,
  isLatched: boolean,
): string | null {
  const advice = adviceFor(verdict);
  return isLatched ? `${advice ?? "fix the error"}, then retry the worker` : advice;
}

function adviceFor({ cause, reason }: Pick<Verdict, "cause" | "reason">): string | null {
  switch (reason.kind) {
    case "none":
      return null;
    case "other-error":
      // That it ended a worker which had served needs no advice: the error is the news.
      return cause === "boot-failure" ? "fix the error; the end of stderr has it in full" : null;
    case "out-of-memory":
      // Workers inherit clusterdeck's environment, so NODE_OPTIONS there reaches each of them.
      return "raise the heap's limit (NODE_OPTIONS=--max-old-space-size=<MB> in clusterdeck's environment), have workers replaced before they reach it (--max-memory), or find what holds the memory";
    case "killed-from-outside":
      return "if nobody sent it, the system ran out of memory (dmesg tells): run fewer workers or give it more";
    case "ended-itself":
      return "have it listen or keep running: it called process.exit, or nothing kept it alive";
    case "disconnected":
      return "have it call process.exit after cluster.worker.disconnect(): a timer or a connection kept it alive";
    case "unsettled-await":
      return "look for a top-level await of something that nothing ever settles";
    case "bad-node-flag":
      return "correct nodeFlags in the configuration, or NODE_OPTIONS in clusterdeck's environment";
    case "not-ready":
      return reason.hasLoaded
        ? "look why it does not listen, or raise --ready-timeout"
        : "look for a top-level await or a loop that does not end, or raise --ready-timeout";
    case "not-woken":
      return "look what blocks or stops the app once it has loaded";
    case "silent-boot":
      return "run the entry with node alone to see why it ends";
    case "grace-over":
      return "raise --grace if its work takes longer, or find what keeps it from ending";
    case "unresponsive":
      return "find what blocks its event loop, for instance in a CPU profile, or raise --kill-unresponsive";
    case "port-taken":
      return "stop what listens there or give the app another port";
    case "listen-forbidden":
      return reason.port !== null && reason.port < 1024
        ? "ports below 1024 need rights, take a higher one"
        : "give the app another address, or clusterdeck's user the right to this one";
    case "file-forbidden":
      return `give clusterdeck's user the right to ${reason.file}`;
    case "missing-package":
      return `install it where the app is (npm install ${reason.name})`;
    case "missing-file":
      return "check the path, its case and its file extension";
    case "syntax":
      return "correct the file at the line that stderr names first";
    case "module-syntax":
      return 'name the file .mjs, or put "type": "module" into its package.json';
    case "no-environment":
      return "correct env in the configuration, and start clusterdeck again";
    case "cannot-fork":
      return "free memory, or raise the limits of processes and open files (ulimit -u, ulimit -n)";
  }
}
