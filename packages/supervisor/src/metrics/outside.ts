import pidusage from "pidusage";

/** CPU and memory as the system counts them: they hold for a blocked worker too. */
export interface OutsideFigures {
  /** 100 is one core, since the last look. */
  readonly cpuPercent: number;
  readonly rssBytes: number;
}

/** How long a pid that is asked for no more is remembered, with its open file, in ms. */
const REMEMBER_MS = 5_000;

/** Processes that are gone by now are left out. */
export async function lookFromOutside(
  pids: readonly number[],
): Promise<ReadonlyMap<number, OutsideFigures>> {
  const figures = new Map<number, OutsideFigures>();
  if (pids.length === 0) return figures;
  try {
    const found = await pidusage([...pids], { maxage: REMEMBER_MS });
    for (const [pid, usage] of Object.entries(found)) {
      if (!usage) continue;
      const cpuPercent = Math.round(usage.cpu * 10) / 10;
      figures.set(Number(pid), { cpuPercent, rssBytes: usage.memory });
    }
  } catch {
    // All of them ended between the listing and the look.
  }
  return figures;
}
