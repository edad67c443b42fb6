import Module from "node:module";
import { isAbsolute } from "node:path";

/** All of CommonJS, by its path: what `require.cache` is. */
const { _cache: cache } = Module as unknown as { _cache: Record<string, unknown> };
const LOOK_MS = 1_000;
/** A message is a line, and lines have a bound (`process/agent-link.ts`). */
const MOST_CHARACTERS = 32_000;

/**
 * Tells which files of CommonJS the process has loaded, installed packages left out: all at first,
 * then those that come. Of ES modules Node 20 tells nobody in the process.
 */
export function tellLoadedFiles(send: (files: string[]) => void): void {
  // The agent itself is no part of the app.
  const told = new Set<string>([__filename]);
  let looked = 0;
  const look = () => {
    const files = Object.keys(cache);
    if (files.length === looked) return;
    looked = files.length;
    let batch: string[] = [];
    let characters = 0;
    for (const file of files) {
      // Apps put modules of their own making there, under names that are no path.
      if (told.has(file) || !isAbsolute(file) || /[\\/]node_modules[\\/]/.test(file)) continue;
      told.add(file);
      if (characters + file.length > MOST_CHARACTERS) {
        send(batch);
        batch = [];
        characters = 0;
      }
      batch.push(file);
      characters += file.length;
    }
    if (batch.length > 0) send(batch);
  };
  look();
  setInterval(look, LOOK_MS).unref();
}
