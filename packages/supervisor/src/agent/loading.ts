/**
 * While an ES module entry is loading or waits in a top-level await, Node 20 has an `exit` listener
 * of this name (lib/internal/modules/esm/handle_process_exit.js). Releases that have it no more
 * count an entry as loaded as soon as the loop turns.
 */
const PENDING_LISTENER = "handleProcessExit";
const LOOK_AGAIN_MS = 50;

/** Calls back once, when the app's entry has finished loading. */
export function watchLoading(onLoaded: () => void): void {
  const look = () => {
    const isPending = process.listeners("exit").some(({ name }) => name === PENDING_LISTENER);
    if (isPending) setTimeout(look, LOOK_AGAIN_MS).unref();
    else onLoaded();
  };
  setImmediate(look).unref();
}
