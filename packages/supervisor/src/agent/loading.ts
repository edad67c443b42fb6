import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { keepsEntryUrl } from "./entry-flags.ts";

/**
 * While an ES module entry loads or waits in a top-level await, Node 20 has an `exit` listener of
 * this name (lib/internal/modules/esm/handle_process_exit.js).
 */
const PENDING_LISTENER = "handleProcessExit";
const LOOK_AGAIN_MS = 50;
/** `--require` and the agent's own path. */
const OWN_FLAGS = 2;

/** Calls back once, when the app's entry has finished loading, top-level awaits included. */
export function watchLoading(onLoaded: () => void): void {
  const look = () => {
    // A CommonJS entry has run to its end before the loop first turns. `require.main`, meant to
    // replace this, was fixed when the preload was loaded, before there was an entry.
    // oxlint-disable-next-line typescript/no-deprecated
    if (process.mainModule !== undefined) return onLoaded();
    if (process.listeners("exit").some(({ name }) => name === PENDING_LISTENER)) {
      setTimeout(look, LOOK_AGAIN_MS).unref();
      return;
    }
    const url = entryUrl();
    if (url === null) return onLoaded();
    // Later releases have no such listener. There the module itself is asked for: it is in the
    // loader's cache under this very URL, so nothing is run again, and the promise is the entry's.
    import(url).then(onLoaded, onLoaded);
  };
  setImmediate(look).unref();
}

/** Null where a loader may have given the entry another URL: to ask for it would run it twice. */
function entryUrl(): string | null {
  const [, entry] = process.argv;
  const flags = [...process.execArgv.slice(OWN_FLAGS), process.env["NODE_OPTIONS"] ?? ""];
  const isPlain = flags.every(keepsEntryUrl);
  return entry !== undefined && isPlain ? pathToFileURL(realpathSync(entry)).href : null;
}
