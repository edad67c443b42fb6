import pidusage from "pidusage";
import { pageSizeOf, readProcStat } from "../process/proc-stat.ts";
import { createStatFiles } from "../process/stat-files.ts";

/** CPU and memory as the system counts them: they hold for a blocked worker too. */
export interface OutsideFigures {
  /** 100 is one core, since the last look; null at the first. */
  readonly cpuPercent: number | null;
  readonly rssBytes: number;
}

export interface OutsideLook {
  /** Looks at processes from outside; those that are gone by now are left out. */
  readonly at: (pids: readonly number[]) => Promise<ReadonlyMap<number, OutsideFigures>>;
  readonly close: () => void;
}

/**
 * On Linux by hand: `pidusage` runs two programs at its first look, and a third of its time is
 * enough. Elsewhere it knows how to ask.
 */
export function createOutsideLook(): OutsideLook {
  return process.platform === "linux"
    ? createProcLook()
    : { at: lookWithPidusage, close: () => {} };
}

function createProcLook(): OutsideLook {
  const files = createStatFiles();
  let before = new Map<number, { readonly cpuMs: number; readonly atMs: number }>();
  let pageBytes: number | null = null;
  const at: OutsideLook["at"] = async (pids) => {
    pageBytes ??= await ownPageBytes();
    if (pageBytes === null) return new Map();
    const stats = await files.read(pids);
    const atMs = performance.now();
    const figures = new Map<number, OutsideFigures>();
    const now: typeof before = new Map();
    for (const [index, pid] of pids.entries()) {
      const stat = stats[index];
      if (!stat) continue;
      const last = before.get(pid);
      now.set(pid, { cpuMs: stat.cpuMs, atMs });
      const share = last && (stat.cpuMs - last.cpuMs) / (atMs - last.atMs);
      figures.set(pid, {
        cpuPercent: share === undefined ? null : Math.max(0, Math.round(share * 1000) / 10),
        rssBytes: stat.residentPages * pageBytes,
      });
    }
    before = now;
    return figures;
  };
  return { at, close: files.close };
}

/** Null while there is no descriptor to look with. */
async function ownPageBytes(): Promise<number | null> {
  const own = await readProcStat(process.pid);
  const rssBytes = ownRssBytes();
  return own === null || rssBytes === null ? null : pageSizeOf(own.residentPages, rssBytes);
}

/** Node reads it from a file, and throws when it cannot. */
export function ownRssBytes(): number | null {
  try {
    return process.memoryUsage.rss();
  } catch {
    return null;
  }
}

const lookWithPidusage: OutsideLook["at"] = async (pids) => {
  const figures = new Map<number, OutsideFigures>();
  if (pids.length === 0) return figures;
  try {
    for (const [pid, usage] of Object.entries(await pidusage([...pids]))) {
      const cpuPercent = Math.round(usage.cpu * 10) / 10;
      figures.set(Number(pid), { cpuPercent, rssBytes: usage.memory });
    }
  } catch {
    // All of them ended between the listing and the look.
  }
  return figures;
};
