import type { LogLine } from "@clusterdeck/testkit";

/**
 * From the line that says a worker takes no new work to the line that says it has ended, in ms, of
 * each worker that was drained. A reload drains the old worker when its replacement takes over.
 */
export function drainTimesOf(lines: readonly LogLine[]): number[] {
  const serving = new Map<number, number>();
  const drainingSinceMs = new Map<number, number>();
  const drainsMs: number[] = [];
  for (const line of lines) {
    const { slot, pid } = line;
    if (typeof slot !== "number" || typeof pid !== "number") continue;
    const atMs = Date.parse(String(line["time"]));
    switch (line.event) {
      case "worker:serving": {
        const old = serving.get(slot);
        if (old !== undefined && line.message === "took over") drainingSinceMs.set(old, atMs);
        serving.set(slot, pid);
        break;
      }
      case "worker:draining":
        drainingSinceMs.set(pid, atMs);
        break;
      case "worker:ended": {
        const sinceMs = drainingSinceMs.get(pid);
        drainingSinceMs.delete(pid);
        if (sinceMs !== undefined) drainsMs.push(atMs - sinceMs);
      }
    }
  }
  return drainsMs;
}
