import { close, open, read } from "node:fs";
import { promisify } from "node:util";
import { parseProcStat, type ProcStat } from "./proc-stat.ts";

/** Looks at the same processes again and again. */
export interface StatFiles {
  /** In the order of `pids`; null for a process that is gone, or when there are no descriptors left. */
  readonly read: (pids: readonly number[]) => Promise<readonly (ProcStat | null)[]>;
  readonly close: () => void;
}

/** A line of `stat` has 52 numbers; 350 bytes are usual. */
const LONGEST_STAT = 2048;

const openFile = promisify(open);
const readFile = promisify(read);

interface StatFile {
  readonly descriptor: number;
  readonly buffer: Buffer;
}

/**
 * Reads `/proc/PID/stat` of many processes each second, and keeps the files open in between: with
 * `readFile` each look goes to the thread pool four times for a process, with an open file once. The
 * file belongs to the process and not to its number: once that has ended it cannot be read (ESRCH),
 * also when the number has been given to another one.
 */
export function createStatFiles(): StatFiles {
  const files = new Map<number, StatFile>();
  let isClosed = false;
  let looks = 0;

  const forget = (pid: number) => {
    const file = files.get(pid);
    if (file === undefined) return;
    files.delete(pid);
    close(file.descriptor);
  };
  const readOne = async (pid: number): Promise<ProcStat | null> => {
    try {
      let file = files.get(pid);
      if (file === undefined) {
        const descriptor = await openFile(`/proc/${pid}/stat`, "r");
        file = { descriptor, buffer: Buffer.allocUnsafe(LONGEST_STAT) };
        files.set(pid, file);
      }
      const { descriptor, buffer } = file;
      const { bytesRead } = await readFile(descriptor, buffer, 0, buffer.length, 0);
      return parseProcStat(buffer.toString("latin1", 0, bytesRead));
    } catch {
      forget(pid);
      return null;
    }
  };
  const keepOnly = (pids: readonly number[]) => {
    const wanted = new Set(pids);
    for (const pid of files.keys()) if (!wanted.has(pid)) forget(pid);
  };

  return {
    read: async (pids) => {
      looks += 1;
      keepOnly(pids);
      const stats = await Promise.all(pids.map(readOne));
      looks -= 1;
      if (isClosed && looks === 0) keepOnly([]);
      return stats;
    },
    close: () => {
      isClosed = true;
      // A descriptor that is being read must not be given to another file meanwhile.
      if (looks === 0) keepOnly([]);
    },
  };
}
