import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * The variable that marks every process of one supervisor. Children inherit it, and keep it when
 * their parent dies, so that orphans are found as well.
 */
export const MARK_VARIABLE = "CLUSTERDECK_TEST_RUN";

/** The pids of all living processes that carry this mark. */
export function processesMarked(mark: string): number[] {
  const wanted = `${MARK_VARIABLE}=${mark}`;
  return process.platform === "linux" ? fromProc(wanted) : fromPs(wanted);
}

function fromProc(wanted: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(wanted))
    .map(Number);
}

/** Empty for a process that has ended since, and for a zombie. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

function fromPs(wanted: string): number[] {
  return execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(wanted))
    .map((line) => Number.parseInt(line, 10));
}
