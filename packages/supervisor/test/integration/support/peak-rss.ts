import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The most that a process has had in memory so far; where the system does not tell, what it has now. */
export function peakRssBytes(pid: number): number {
  const kilobytes =
    process.platform === "linux"
      ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
      : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(kilobytes) * 1024;
}
