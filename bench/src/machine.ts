import { availableParallelism, loadavg } from "node:os";

const loadAtStart = loadavg()[0] ?? Number.NaN;

/** What the figures were taken on, and how busy that was when the bench began. */
export function machine(): string {
  return `Node ${process.version}, ${process.platform}, ${availableParallelism()} cores, load average ${loadAtStart.toFixed(1)} beforehand`;
}
