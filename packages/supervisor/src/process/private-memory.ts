import { readFile } from "node:fs/promises";

/**
 * What would be free again if this process ended: its pages without those that it shares with
 * others, as the program's own code.
 *
 * @returns bytes; null where the system does not tell, or the process is gone
 */
export async function readPrivateBytes(pid: number): Promise<number | null> {
  try {
    return parsePrivateBytes(await readFile(`/proc/${pid}/smaps_rollup`, "latin1"));
  } catch {
    return null;
  }
}

/** See proc(5), smaps_rollup. A process that ends while it is read has no such lines. */
export function parsePrivateBytes(text: string): number | null {
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty|Hugetlb): +(\d+) kB$/gm)].map(
    ([, figure]) => Number(figure),
  );
  const sum = kilobytes.reduce((total, one) => total + one, 0);
  return sum === 0 ? null : sum * 1024;
}
