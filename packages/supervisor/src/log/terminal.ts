import type { Writable } from "node:stream";

interface WithHandle {
  _handle?: { setBlocking?: (isBlocking: boolean) => void } | null;
}

/**
 * Makes a standard stream safe to log to. Node writes to a terminal synchronously: one that is not
 * read (Ctrl-S, a scrolled back tmux) would stop this process, and with it every connection of the
 * app. And one whose reader has gone must not end us: then nothing is logged any more.
 */
export function harmless<T extends Writable>(stream: T): T {
  (stream as T & WithHandle)._handle?.setBlocking?.(false);
  stream.on("error", () => {});
  return stream;
}

/** Until what was logged has been written; a stream that takes nothing is not waited for. */
export async function flushed(stream: Writable, atMostMs: number): Promise<void> {
  if (stream.writableLength === 0 || stream.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, atMostMs);
    // It comes after all that was written before; `drain` comes only when a write was held up.
    stream.write("", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
