import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/** Knows which processes must not outlive this one. */
export interface OrphanGuard {
  readonly add: (pid: number) => void;
  readonly remove: (pid: number) => void;
  readonly close: () => void;
}

/**
 * Reads pids from its stdin, one a line with a sign, and at the end of it, which comes however this
 * process ends, SIGKILL included, kills those that are left. Workers end by themselves when their
 * channel breaks, unless they loop, are stopped, or suppress it: so they get a second first.
 */
const SCRIPT = `
trap '' HUP INT TERM
pids=' '
while read -r sign pid; do
  case "$sign$pids" in
    +*) pids="$pids$pid " ;;
    -*" $pid "*) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
case "$pids" in *[0-9]*) sleep 1 ;; esac
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
`;

/**
 * Starts the guard: a small `sh` of its own session, so that no signal of the terminal reaches it.
 *
 * @param onError there is no guard: without a shell, or when no process can be had
 */
export function startOrphanGuard(onError: (error: Error) => void): OrphanGuard {
  const none: OrphanGuard = { add: () => {}, remove: () => {}, close: () => {} };
  if (process.platform === "win32") return none;
  const shell = spawn("sh", ["-c", SCRIPT], {
    detached: true,
    env: { PATH: process.env["PATH"] },
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", onError);
  // Should it be gone, there is nobody to tell.
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as Socket).unref();
  const write = (line: string) => {
    if (shell.stdin.writable) shell.stdin.write(`${line}\n`);
  };
  return {
    add: (pid) => write(`+ ${pid}`),
    remove: (pid) => write(`- ${pid}`),
    close: () => shell.stdin.end(),
  };
}
