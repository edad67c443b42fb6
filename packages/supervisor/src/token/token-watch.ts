import { unwatchFile, watchFile } from "node:fs";
import { readKeptToken } from "./token-file.ts";

/** `clusterdeck token --rotate` is rare; looking costs one `stat` in the thread pool. */
const LOOK_INTERVAL_MS = 1_000;

/**
 * Calls back when another token stands in the file. A file that is missing or holds no token changes
 * nothing: the token that was right stays so.
 *
 * @returns ends the watch
 */
export function watchToken(
  file: string,
  known: string,
  onChange: (token: string) => void,
): () => void {
  let last = known;
  const look = () => {
    void readKeptToken(file).then((token) => {
      if (token === null || token === last) return;
      last = token;
      onChange(token);
    });
  };
  // Polled: it sees files that are replaced, on every file system, which `fs.watch` does not.
  watchFile(file, { interval: LOOK_INTERVAL_MS, persistent: false }, look);
  // It tells of no change that was made before it began.
  look();
  return () => unwatchFile(file, look);
}
