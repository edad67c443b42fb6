import { readdirSync, readFileSync } from "node:fs";

/**
 * CPU time that processes have used since they began, in ms, all of their threads together. From
 * `/proc/PID/task/TID/schedstat`, whose first number is in nanoseconds; `stat` counts in steps of
 * 10 ms. NaN where the system has no such files.
 */
export function cpuMsOf(pids: readonly number[]): number {
  return pids.flatMap(threadsMs).reduce((sum, ms) => sum + ms, 0);
}

function threadsMs(pid: number): number[] {
  try {
    const tasks = `/proc/${pid}/task`;
    return readdirSync(tasks).map(
      (tid) => Number(readFileSync(`${tasks}/${tid}/schedstat`, "utf8").split(" ", 1)[0]) / 1e6,
    );
  } catch {
    return [Number.NaN];
  }
}
