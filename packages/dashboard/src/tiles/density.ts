/** How much room a tile gets: the more workers, the less each has to say at once. */
export type Density = "roomy" | "compact" | "dense";

const ROOMY_UP_TO = 24;
const COMPACT_UP_TO = 80;

export function densityFor(workerCount: number): Density {
  if (workerCount <= ROOMY_UP_TO) return "roomy";
  return workerCount <= COMPACT_UP_TO ? "compact" : "dense";
}
