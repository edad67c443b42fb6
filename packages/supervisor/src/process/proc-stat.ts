import { readFile } from "node:fs/promises";

/** What Linux tells of a process. */
export interface ProcStat {
  /** One letter: R running, S sleeping, T stopped, t traced and so on. */
  readonly state: string;
  /** User and system time since it began, in ms. */
  readonly cpuMs: number;
  readonly residentPages: number;
}

/** The kernel's clock ticks as user space sees them: 100 a second on every architecture (USER_HZ). */
const MS_PER_TICK = 10;

/** Whether a process is stopped (SIGSTOP) or traced; false where the system does not tell. */
export async function isStopped(pid: number): Promise<boolean> {
  const state = (await readProcStat(pid))?.state;
  return state === "T" || state === "t";
}

/** @returns null when there is no such process any more */
export async function readProcStat(pid: number): Promise<ProcStat | null> {
  try {
    return parseProcStat(await readFile(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return null;
  }
}

/** See proc(5). The name in parentheses may itself hold spaces and parentheses. */
export function parseProcStat(text: string): ProcStat | null {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [userTicks, systemTicks, residentPages] = [fields[11], fields[12], fields[21]].map(Number);
  if (userTicks === undefined || systemTicks === undefined || residentPages === undefined)
    return null;
  if (Number.isNaN(userTicks + systemTicks + residentPages)) return null;
  return { state: fields[0] ?? "", cpuMs: (userTicks + systemTicks) * MS_PER_TICK, residentPages };
}

const PAGE_SIZES = [4096, 16_384, 65_536] as const;

/** The page size by which this process's own pages come nearest to what Node says it uses. */
export function pageSizeOf(residentPages: number, rssBytes: number): number {
  const off = (size: number) => Math.abs(residentPages * size - rssBytes);
  return PAGE_SIZES.reduce<number>((best, size) => (off(size) < off(best) ? size : best), 4096);
}
