import { availableParallelism, loadavg } from "node:os";

const COUNTED = 1e8;

const loadAtStart = loadavg()[0] ?? Number.NaN;
const countingMs = timeCounting();

/** What the figures were taken on: how fast that was and how busy when the bench began. */
export function machine(): string {
  return [
    `Node ${process.version}`,
    process.platform,
    `${availableParallelism()} cores`,
    `one of which counts to 10^8 in ${Math.round(countingMs)} ms`,
    `load average ${loadAtStart.toFixed(1)} beforehand`,
  ].join(", ");
}

/** The same machine is lent at different speeds: times of two runs compare only with this one. */
function timeCounting(): number {
  const startedMs = performance.now();
  let sum = 0;
  for (let count = 0; count < COUNTED; count += 1) sum = (sum + (count % 7)) | 0;
  const tookMs = performance.now() - startedMs;
  // Looked at, or the loop could be left out.
  return sum === 0 ? Number.NaN : tookMs;
}
