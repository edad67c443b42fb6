import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/** Knows which processes must not outlive this one. */
export interface OrphanGuard {
  readonly add: (pid: number) => void;
  readonly remove: (pid: number) => void;
  readonly close: () => void;
}

/**
 * Its arguments are the pids of its start: it knows them from its first moment on, even where this
 * process is killed before it could write a line. Later ones come by stdin, one a line with a sign.
 * At the end of that, which comes however this process ends, it kills those that are left. Workers end by themselves when their
 * channel breaks, unless they loop, are stopped, or suppress it: so they get a second first.
 */
const SCRIPT = `
trap '' HUP INT TERM
pids=" $* "
while read -r sign pid; do
  case "$sign$pids" in
    +*) pids="$pids$pid " ;;
    -*" $pid "*) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
case "$pids" in *[0-9]*) sleep 1 ;; esac
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
`;

/** A shell that ends sooner would end again. */
const LIVES_AT_LEAST_MS = 1_000;

/**
 * Starts the guard: a small `sh` of its own session, so that no signal of the terminal reaches it. If
 * it is killed, another one takes over with the pids of then.
 *
 * @param onError there is no guard: without a shell, or when no process can be had
 */
export function startOrphanGuard(onError: (error: Error) => void): OrphanGuard {
  if (process.platform === "win32") return { add: () => {}, remove: () => {}, close: () => {} };
  const pids = new Set<number>();
  let isClosed = false;
  let stdin = start();

  function start(): Socket {
    const shell = spawn("sh", ["-c", SCRIPT, "guard", ...[...pids].map(String)], {
      detached: true,
      env: { PATH: process.env["PATH"] },
      stdio: ["pipe", "ignore", "ignore"],
    });
    shell.on("error", onError);
    const startedMs = performance.now();
    // It reads to the end of its stdin and no less: until then only a signal ends it.
    shell.on("exit", () => {
      if (isClosed) return;
      if (performance.now() - startedMs >= LIVES_AT_LEAST_MS) stdin = start();
      else onError(new Error("the shell that would do it ends at once"));
    });
    // Should it be gone, its exit tells.
    shell.stdin.on("error", () => {});
    shell.unref();
    const pipe = shell.stdin as Socket;
    pipe.unref();
    return pipe;
  }

  const write = (line: string) => {
    if (stdin.writable) stdin.write(`${line}\n`);
  };
  return {
    add: (pid) => {
      pids.add(pid);
      write(`+ ${pid}`);
    },
    remove: (pid) => {
      pids.delete(pid);
      write(`- ${pid}`);
    },
    close: () => {
      isClosed = true;
      stdin.end();
    },
  };
}
