import { readFileSync } from "node:fs";

const LIMIT_LINE = /^Max open files +(\d+)/m;

/**
 * How many descriptors this process may have open; Node has raised the soft limit to the hard one.
 *
 * @returns null where the system does not tell, or sets no limit
 */
export function openFilesLimit(): number | null {
  try {
    const limit = LIMIT_LINE.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}
